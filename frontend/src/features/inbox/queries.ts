import { infiniteQueryOptions, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { inboxApi } from "./api";

/** inboxKeys makes every key under which something about messages is cached. */
export const inboxKeys = {
  all: ["inbox"] as const,
  list: (unread: boolean) => ["inbox", "list", unread] as const,
  count: () => ["inbox", "count"] as const,
};

/** inboxQuery is the list of messages, newest first, page by page. */
export function inboxQuery(unread: boolean) {
  return infiniteQueryOptions({
    queryKey: inboxKeys.list(unread),
    queryFn: ({ pageParam, signal }) => inboxApi.list(unread, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** inboxCountQuery is the number of unread messages. */
export function inboxCountQuery() {
  return queryOptions({ queryKey: inboxKeys.count(), queryFn: ({ signal }) => inboxApi.count(signal) });
}

/** useUnreadCount is how many messages are unread, in words; undefined when there are none. */
export function useUnreadCount(): string | undefined {
  const unread = useQuery(inboxCountQuery()).data?.unread ?? 0;
  return unread > 0 ? String(unread) : undefined;
}

/** useMarkRead marks messages as read. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: inboxApi.read,
    onSuccess: (count) => {
      client.setQueryData(inboxKeys.count(), count);
      void client.invalidateQueries({ queryKey: inboxKeys.all });
    },
  });
}
