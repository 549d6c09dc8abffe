import { api } from "@/shared/api/client";
import type { DiaryDay, DiaryInput } from "@/shared/api/types";

/** diaryApi calls the operations of /diary. */
export const diaryApi = {
  day: (date: string, signal?: AbortSignal) => api.get<DiaryDay>(`/diary/days/${date}`, {}, signal),
  save: (date: string, input: DiaryInput) => api.put<DiaryDay>(`/diary/days/${date}`, input),
  submit: (date: string, version: number) => api.post<DiaryDay>(`/diary/days/${date}/submit`, { version }),
  confirm: (person: string, date: string, version: number) =>
    api.post<DiaryDay>(`/diary/people/${person}/days/${date}/confirm`, { version }),
};
