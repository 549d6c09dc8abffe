import { api } from "@/shared/api/client";
import type {
  DiarySettings,
  Findings,
  JobRun,
  JobStatus,
  LedgerItem,
  LogEntry,
  LogType,
  LostLetter,
  LostLetters,
  Page,
  ReminderPlan,
} from "@/shared/api/types";

/** What the system log is searched by; days are "YYYY-MM-DD". */
export interface LogFilter {
  type?: LogType;
  actor?: string;
  object?: string;
  from?: string;
  to?: string;
}

/** adminApi calls the operations of /jobs, /doctor, /reminders and /system-log, and what the agency sets of its diaries. */
export const adminApi = {
  jobs: (signal?: AbortSignal) => api.get<{ items: JobStatus[] }>("/jobs", {}, signal),
  runs: (name: string, signal?: AbortSignal) => api.get<{ items: JobRun[] }>(`/jobs/${name}/runs`, {}, signal),
  run: ({ name, period }: { name: string; period?: string }) => api.post<JobRun>(`/jobs/${name}/run`, { period }),
  stop: ({ name, period }: { name: string; period: string }) => api.post<JobRun>(`/jobs/${name}/stop`, { period }),
  doctor: (signal?: AbortSignal) => api.get<Findings>("/doctor", {}, signal),
  plan: (month: string, date: string, signal?: AbortSignal) =>
    api.get<ReminderPlan>("/reminders/plan", { month, date: date === "" ? undefined : date }, signal),
  ledger: (person: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<LedgerItem>>("/reminders/ledger", { person: person === "" ? undefined : person, cursor }, signal),
  lost: (signal?: AbortSignal) => api.get<LostLetters>("/reminders/lost", {}, signal),
  again: (id: string) => api.post<LostLetter>(`/reminders/lost/${id}/again`, undefined),
  diary: (signal?: AbortSignal) => api.get<DiarySettings>("/diary/settings", {}, signal),
  setDiary: (settings: DiarySettings) => api.put<DiarySettings>("/diary/settings", settings),
  log: (filter: LogFilter, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<LogEntry>>("/system-log", { ...filter, cursor }, signal),
};
