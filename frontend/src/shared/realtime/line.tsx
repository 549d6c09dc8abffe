import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { api, refresh } from "@/shared/api/client";
import { useSession } from "@/shared/api/session";
import { type LineState, RealtimeClient } from "./client";
import { makeInvalidator, type Topics } from "./invalidation";

const LineContext = createContext<RealtimeClient | undefined>(undefined);

/** RealtimeProvider keeps the socket open while somebody is signed in, and marks as stale what it tells of. */
export function RealtimeProvider({ topics, children }: { topics: readonly Topics[]; children: ReactNode }) {
  const queryClient = useQueryClient();
  const { status } = useSession();
  const [client] = useState(() => {
    const invalidate = makeInvalidator(queryClient, topics);
    return new RealtimeClient({
      ticket: async () => (await api.post<{ ticket: string }>("/ws-ticket")).ticket,
      open: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/ws`),
      renew: refresh,
      onEvent: (event) => (event.object.type === "rights" ? void rightsChanged(queryClient) : invalidate(event)),
      onResync: () => void queryClient.invalidateQueries(),
    });
  });
  // An expired session keeps its place in the stream: after signing in again what was missed is replayed.
  const present = status === "in" || status === "expired";
  useEffect(() => {
    if (!present) return;
    client.start();
    return () => client.stop();
  }, [client, present]);

  return <LineContext value={client}>{children}</LineContext>;
}

/** rightsChanged fetches the person's roles anew, and all that they let them see; that also when the roles do not come. */
export async function rightsChanged(queryClient: QueryClient): Promise<void> {
  await refresh().catch(() => false);
  await queryClient.invalidateQueries();
}

/** useLine returns the state of the line and the way to hurry it. */
export function useLine(): { state: LineState; retryNow: () => void } {
  const client = useContext(LineContext);
  if (client === undefined) throw new Error("useLine outside RealtimeProvider");
  const state = useSyncExternalStore(client.subscribe, client.getState);
  return { state, retryNow: () => client.retryNow() };
}
