import { useQuery } from "@tanstack/react-query";
import { waitingCountQuery } from "@/features/desk/queries";
import { inboxCountQuery } from "@/features/inbox/queries";
import { taskCountsQuery } from "@/features/task/queries";
import { formatCount } from "@/shared/format/number";
import type { NavCount } from "./nav";

/** useCounts returns the live counts beside the entries of the navigation; nothing where there is nothing. */
export function useCounts(): Record<NavCount, string | undefined> {
  const waiting = useQuery(waitingCountQuery()).data?.total;
  const tasks = useQuery(taskCountsQuery()).data?.lead;
  const unread = useQuery(inboxCountQuery()).data?.unread ?? 0;
  return {
    waiting: waiting !== undefined && waiting.n > 0 ? formatCount(waiting) : undefined,
    tasks: tasks !== undefined && tasks.n > 0 ? formatCount(tasks) : undefined,
    inbox: unread > 0 ? String(unread) : undefined,
  };
}
