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
// Grows whenever the person goes: what was asked for before is neither sent nor answered after.
let era = 0;
const beforeEnd = new Set<() => Promise<unknown>>();
// The way out is not held up by a server that does not answer.
const finishMs = 3_000;
let waitingForSignIn: { resolve: () => void; reject: (reason: unknown) => void }[] = [];

function leave(): void {
  token = undefined;
  era += 1;
  for (const { reject } of waitingForSignIn) reject(signedOut());
  waitingForSignIn = [];
}

/** signedOut is the failure of what was asked for by somebody who has gone. */
export function signedOut(): Error {
  return new Error("signed out");
}

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
    if ((state.status === "in" || state.status === "expired") && state.me.id !== next.me.id) {
      // Somebody else, here or in another tab: nothing of the first person's page may stay or be sent.
      leave();
      become({ status: "starting" });
      location.assign("/");
      return;
    }
    token = next.accessToken;
    expiresAt = performance.now() + Math.max(next.expiresIn - 30, 5) * 1000;
    become({ status: "in", me: next.me });
    for (const { resolve } of waitingForSignIn) resolve();
    waitingForSignIn = [];
  },
  /** open lets in whoever this device knows while the server cannot be asked; there is no token, so nothing is sent for them. */
  open(me: Me): boolean {
    if (state.status === "starting") become({ status: "in", me });
    return state.status === "in";
  },
  /** end forgets everything: the person signed out, or was never in. */
  end(): void {
    leave();
    become({ status: "out" });
  },
  /** era tells one stay of a person from the next: it changes when they go. */
  era: (): number => era,
  /** beforeEnd names work to be done before the person signs out; it returns how to take it back. */
  beforeEnd(work: () => Promise<unknown>): () => void {
    beforeEnd.add(work);
    return () => beforeEnd.delete(work);
  },
  /** finish does that work while the person is still in, for three seconds at most. It never throws. */
  async finish(): Promise<void> {
    if (state.status !== "in") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, finishMs);
    });
    await Promise.race([Promise.allSettled([...beforeEnd].map((work) => work())), patience]);
    clearTimeout(timer);
  },
  /** expire asks to sign in again and resolves once that is done; it rejects when nobody was in. */
  expire(): Promise<void> {
    if (state.status !== "in" && state.status !== "expired") return Promise.reject(signedOut());
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
