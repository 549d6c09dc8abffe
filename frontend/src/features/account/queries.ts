import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { session } from "@/shared/api/session";
import { type AccountAsk, accountApi } from "./api";

/** accountKeys makes every key under which something about accounts is cached. */
export const accountKeys = {
  all: ["account"] as const,
  list: (ask: AccountAsk) => ["account", "list", ask] as const,
  sessions: () => ["account", "sessions"] as const,
  factor: () => ["account", "factor"] as const,
  factorPolicy: () => ["account", "factor", "policy"] as const,
  feed: () => ["account", "feed"] as const,
};

/** ownSessionsQuery are the devices on which the person is signed in. */
export function ownSessionsQuery() {
  return queryOptions({
    queryKey: accountKeys.sessions(),
    queryFn: ({ signal }) => accountApi.sessions(signal),
  });
}

/** feedQuery is whether one's deadlines can be read by a calendar program, and when they were last. */
export function feedQuery() {
  return queryOptions({ queryKey: accountKeys.feed(), queryFn: ({ signal }) => accountApi.feed(signal) });
}

/** accountsQuery is the list of accounts one looks after, page by page. */
export function accountsQuery(ask: AccountAsk) {
  return infiniteQueryOptions({
    queryKey: accountKeys.list(ask),
    queryFn: ({ pageParam, signal }) => accountApi.list(ask, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // A letter leaves within seconds; whoever sent it waits to see that it did.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) =>
        items.some(({ letter }) => letter?.state === "waiting" || letter?.state === "handing"),
      )
        ? 5_000
        : false,
  });
}

/** useActivate activates an account with a code; whoever did it is signed in. */
export function useActivate() {
  return useMutation({
    mutationFn: (form: { login: string; code: string; password: string; factor?: string }) =>
      accountApi.activate({ ...form, login: form.login.trim() }),
    onSuccess: (next) => session.start(next),
  });
}

/** useAccountAct runs one act on accounts or sessions and asks for what it may have changed. */
export function useAccountAct<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: accountKeys.all }),
  });
}
