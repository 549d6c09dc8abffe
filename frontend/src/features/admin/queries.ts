import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { JobStatus } from "@/shared/api/types";
import { adminApi, type LogFilter } from "./api";

/** adminKeys makes every key under which something about the installation is cached. */
export const adminKeys = {
  jobs: () => ["admin", "jobs"] as const,
  runs: (name: string) => ["admin", "jobs", name] as const,
  doctor: () => ["admin", "doctor"] as const,
  plan: (month: string, date: string) => ["admin", "plan", month, date] as const,
  ledger: (person: string) => ["admin", "ledger", person] as const,
  lost: () => ["admin", "lost"] as const,
  diary: () => ["admin", "diary"] as const,
  log: (filter: LogFilter) => ["admin", "log", filter] as const,
};

// Runs are no events: who looks at them looks again, often while one runs.
const restMs = 30_000;
const runningMs = 2_000;

/** jobsQuery is every scheduled job with its last run and its next time. */
export function jobsQuery() {
  return queryOptions({
    queryKey: adminKeys.jobs(),
    queryFn: ({ signal }) => adminApi.jobs(signal),
    refetchInterval: ({ state }) => (state.data?.items.some(runs) === true ? runningMs : restMs),
  });
}

/** runs says whether a job is at work now. */
export function runs(job: JobStatus): boolean {
  return job.last?.state === "running";
}

/** runsQuery is the last runs of one job, newest first; busy while it is at work. */
export function runsQuery(name: string, busy: boolean) {
  return queryOptions({
    queryKey: adminKeys.runs(name),
    queryFn: ({ signal }) => adminApi.runs(name, signal),
    refetchInterval: busy ? runningMs : restMs,
  });
}

/** diarySettingsQuery is what the agency has set of its diaries. */
export function diarySettingsQuery() {
  return queryOptions({ queryKey: adminKeys.diary(), queryFn: ({ signal }) => adminApi.diary(signal) });
}

/** useSetDiary sets it; after a conflict what is set now is asked for anew. */
export function useSetDiary() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: adminApi.setDiary,
    onSuccess: (settings) => client.setQueryData(adminKeys.diary(), settings),
    onError: (error) => {
      if (isConflict(error)) void client.invalidateQueries({ queryKey: adminKeys.diary() });
    },
  });
}

/** doctorQuery is what the server says of itself; each time it looks anew. */
export function doctorQuery() {
  return queryOptions({ queryKey: adminKeys.doctor(), queryFn: ({ signal }) => adminApi.doctor(signal) });
}

/** logQuery is the system log that a filter chooses, newest first, page by page. */
export function logQuery(filter: LogFilter) {
  return infiniteQueryOptions({
    queryKey: adminKeys.log(filter),
    queryFn: ({ pageParam, signal }) => adminApi.log(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** planQuery is who would be reminded of what in a month, and each message of one of its days; "" for none. */
export function planQuery(month: string, date: string) {
  return queryOptions({
    queryKey: adminKeys.plan(month, date),
    queryFn: ({ signal }) => adminApi.plan(month, date, signal),
    enabled: month !== "",
    placeholderData: (before) => (before?.month === month ? before : undefined),
  });
}

/** ledgerQuery is every message that was given, newest first, or those to one person; "" for all. */
export function ledgerQuery(person: string) {
  return infiniteQueryOptions({
    queryKey: adminKeys.ledger(person),
    queryFn: ({ pageParam, signal }) => adminApi.ledger(person, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** lostQuery is the letters that did not arrive. */
export function lostQuery() {
  return queryOptions({
    queryKey: adminKeys.lost(),
    queryFn: ({ signal }) => adminApi.lost(signal),
    refetchInterval: restMs,
  });
}

/** useSendAgain sends a lost letter again (gửi lại). */
export function useSendAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: adminApi.again,
    onSettled: () => void client.invalidateQueries({ queryKey: adminKeys.lost() }),
  });
}

/** useRunJob begins a job by hand (chạy ngay). */
export function useRunJob() {
  return useJobAct(adminApi.run);
}

/** useStopJob stops a run, whichever server is at it (dừng). */
export function useStopJob() {
  return useJobAct(adminApi.stop);
}

function useJobAct<Input>(act: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => void client.invalidateQueries({ queryKey: adminKeys.jobs() }),
  });
}
