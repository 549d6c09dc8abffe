import { queryOptions, useQuery } from "@tanstack/react-query";
import type { TaskFilter } from "@/features/task/api";
import { countOf } from "@/shared/format/number";
import { deskApi } from "./api";

/** deskKeys makes the keys of the waiting list. */
export const deskKeys = {
  waiting: () => ["waiting", "list"] as const,
  waitingCount: () => ["waiting", "count"] as const,
  attention: () => ["waiting", "attention"] as const,
};

/** deskTasks is the list on the desk: what I lead and have open, the nearest deadline first. */
export const deskTasks: TaskFilter = { tab: "lead", state: "open", sort: "due" };

/** waitingQuery is all whose next act is mine (việc chờ tôi xử lý). */
export function waitingQuery() {
  return queryOptions({ queryKey: deskKeys.waiting(), queryFn: ({ signal }) => deskApi.waiting(signal) });
}

/** attentionQuery is the open work of one's units that is late, due today or stuck. */
export function attentionQuery() {
  return queryOptions({ queryKey: deskKeys.attention(), queryFn: ({ signal }) => deskApi.attention(signal) });
}

/** waitingCountQuery is how many they are. */
export function waitingCountQuery() {
  return queryOptions({ queryKey: deskKeys.waitingCount(), queryFn: ({ signal }) => deskApi.waitingCount(signal) });
}

/** useWaitingCount is how many they are, in words; undefined when there are none. */
export function useWaitingCount(): string | undefined {
  return countOf(useQuery(waitingCountQuery()).data?.total);
}
