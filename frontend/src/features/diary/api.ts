import { api } from "@/shared/api/client";
import type {
  DiaryDay,
  DiaryHint,
  DiaryInput,
  DiaryPeriodDay,
  DiaryRow,
  DiaryStripDay,
  DiaryVersion,
  Problem,
} from "@/shared/api/types";

/** One day to be confirmed among many, as the head saw it. */
export interface Confirmation {
  person: string;
  date: string;
  version: number;
}

/** What became of one of them; problem says why it was refused. */
export interface ConfirmationResult {
  person: string;
  date: string;
  ok: boolean;
  problem?: Problem;
}

/** diaryApi calls the operations of /diary. */
export const diaryApi = {
  day: (date: string, signal?: AbortSignal) => api.get<DiaryDay>(`/diary/days/${date}`, {}, signal),
  strip: (from: string, to: string, signal?: AbortSignal) =>
    api.get<{ items: DiaryStripDay[] }>("/diary/days", { from, to }, signal),
  save: (date: string, input: DiaryInput) => api.put<DiaryDay>(`/diary/days/${date}`, input),
  submit: (date: string, version: number) => api.post<DiaryDay>(`/diary/days/${date}/submit`, { version }),
  /** reason: at least ten characters. */
  correct: (date: string, input: DiaryInput, reason: string) =>
    api.post<DiaryDay>(`/diary/days/${date}/corrections`, { ...input, reason }),
  /** What a day said each time that it was sent, decided or corrected, newest first. */
  versions: (person: string, date: string, signal?: AbortSignal) =>
    api.get<{ items: DiaryVersion[] }>(`/diary/people/${person}/days/${date}/versions`, {}, signal),
  ofPerson: (person: string, date: string, signal?: AbortSignal) =>
    api.get<DiaryDay>(`/diary/people/${person}/days/${date}`, {}, signal),
  /** What is unlikely in a day, with the numbers compared. */
  hints: (person: string, date: string, signal?: AbortSignal) =>
    api.get<{ items: DiaryHint[] }>(`/diary/people/${person}/days/${date}/hints`, {}, signal),
  /** A person's days from one to another, at most 42, with their lines. */
  period: (person: string, from: string, to: string, signal?: AbortSignal) =>
    api.get<{ items: DiaryPeriodDay[] }>(`/diary/people/${person}/days`, { from, to }, signal),
  /** unit: without it the first one that I head or have charge of. */
  team: (date: string, unit?: string, signal?: AbortSignal) =>
    api.get<{ items: DiaryRow[] }>("/diary/team", { date, unit }, signal),
  confirm: (person: string, date: string, version: number) =>
    api.post<DiaryDay>(`/diary/people/${person}/days/${date}/confirm`, { version }),
  /** reason: at least ten characters. */
  sendBack: (person: string, date: string, version: number, reason: string) =>
    api.post<DiaryDay>(`/diary/people/${person}/days/${date}/return`, { version, reason }),
  confirmMany: (items: Confirmation[]) => api.post<{ items: ConfirmationResult[] }>("/diary/confirmations", { items }),
};
