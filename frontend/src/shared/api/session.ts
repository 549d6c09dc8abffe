import { useSyncExternalStore } from "react";
import type { Me, Session } from "./types";

/**
 * Who is signed in. `starting`: the cookie is being tried; `out`: the sign-in page; `in`; `expired`: the page stays
 * while the person signs in again on top of it.
 */
export type SessionState =
  | { status: "starting" }
  | { status: "out" }
  | { status: "in"; me: Me }
  | { status: "expired"; me: Me };

// The access token lives in memory only; the refresh token is an HttpOnly cookie this code never sees.
let token: string | undefined;
let expiresAt = 0;
let state: SessionState = { status: "starting" };
const listeners = new Set<() => void>();
let waitingForSignIn: { resolve: () => void; reject: (reason: unknown) => void }[] = [];

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** session holds the token and tells who is signed in. Only shared/api/client.ts and the session feature change it. */
export const session = {
  get: (): SessionState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** token returns the access token unless it is about to expire. */
  token: (): string | undefined => (performance.now() < expiresAt ? token : undefined),
  /** start takes a new session. Requests that waited for a second sign-in go on. */
  start(next: Session): void {
    if (state.status === "expired" && state.me.id !== next.me.id) {
      // Somebody else: nothing of the first person's page may stay or be sent.
      location.assign("/");
      return;
    }
    token = next.accessToken;
    expiresAt = performance.now() + Math.max(next.expiresIn - 30, 5) * 1000;
    become({ status: "in", me: next.me });
    for (const { resolve } of waitingForSignIn) resolve();
    waitingForSignIn = [];
  },
  /** end forgets everything: the person signed out, or was never in. */
  end(): void {
    token = undefined;
    become({ status: "out" });
    for (const { reject } of waitingForSignIn) reject(new Error("signed out"));
    waitingForSignIn = [];
  },
  /** expire asks to sign in again and resolves once that is done. */
  expire(): Promise<void> {
    token = undefined;
    if (state.status === "in") become({ status: "expired", me: state.me });
    return new Promise((resolve, reject) => waitingForSignIn.push({ resolve, reject }));
  },
};

/** useSession returns who is signed in and renders again when that changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** useMe returns the person signed in. Only inside the shell, where there is one. */
export function useMe(): Me {
  const current = useSession();
  if (current.status !== "in" && current.status !== "expired") throw new Error("useMe outside a session");
  return current.me;
}
