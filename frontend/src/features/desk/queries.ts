import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Today } from "@/shared/api/types";
import { deskApi } from "./api";

/** deskKeys makes the keys of the day and of the waiting list. */
export const deskKeys = {
  today: () => ["today"] as const,
  waiting: () => ["waiting", "list"] as const,
  waitingCount: () => ["waiting", "count"] as const,
};

const fiveMinutesMs = 5 * 60_000;

/** todayQuery is the server's day: the browser's clock decides nothing. It is asked again, for days end. */
export function todayQuery() {
  return queryOptions({
    queryKey: deskKeys.today(),
    queryFn: ({ signal }) => deskApi.today(signal),
    staleTime: fiveMinutesMs,
    refetchInterval: fiveMinutesMs,
  });
}

/** useToday returns the server's day, undefined until it is known. */
export function useToday(): Today | undefined {
  return useQuery(todayQuery()).data;
}

/** waitingQuery is all whose next act is mine (việc chờ tôi xử lý). */
export function waitingQuery() {
  return queryOptions({ queryKey: deskKeys.waiting(), queryFn: ({ signal }) => deskApi.waiting(signal) });
}

/** waitingCountQuery is how many they are. */
export function waitingCountQuery() {
  return queryOptions({ queryKey: deskKeys.waitingCount(), queryFn: ({ signal }) => deskApi.waitingCount(signal) });
}
