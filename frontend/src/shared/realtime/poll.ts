import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { askToday, todayQuery } from "@/shared/api/today";
import { keepAnswer } from "@/shared/device/answers";

/** How often what is on the screen is asked for while there is no socket, such as behind a proxy that forbids them. */
export const pollMs = 20_000;
// A restart of the server is over by then.
const firstMs = 3_000;

let answeredAt: number | undefined;
const listeners = new Set<() => void>();

function note(at: number | undefined): void {
  answeredAt = at;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** usePolledAt returns when the server last answered although there is no socket; undefined when it does not. */
export function usePolledAt(): number | undefined {
  return useSyncExternalStore(subscribe, () => answeredAt);
}

/** startPolling polls while there is no socket. It returns how to stop. */
export function startPolling(client: QueryClient): () => void {
  let stopped = false;
  const ask = async () => {
    if (document.hidden) return;
    const reached = await poll(client);
    if (!stopped) note(reached ? Date.now() : undefined);
  };
  const first = setTimeout(() => void ask(), firstMs);
  const timer = setInterval(() => void ask(), pollMs);
  return () => {
    stopped = true;
    clearTimeout(first);
    clearInterval(timer);
    note(undefined);
  };
}

/**
 * poll asks for one small thing and, when that is answered, for all that is on the screen. It returns whether the server
 * could be reached, so that a lost socket is not called a lost connection.
 */
export async function poll(client: QueryClient): Promise<boolean> {
  try {
    // The server itself: without it the day is known from this device too.
    const today = await askToday();
    client.setQueryData(todayQuery().queryKey, today);
    keepAnswer("today", today);
  } catch {
    return false;
  }
  await client.refetchQueries({ type: "active" }, { cancelRefetch: false });
  return true;
}
