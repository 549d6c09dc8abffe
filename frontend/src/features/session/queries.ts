import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { NetworkError } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import { sessionApi } from "./api";

/** aboutQuery is the agency's name and, in a demo, the accounts to try. */
export function aboutQuery() {
  return queryOptions({ queryKey: ["about"], queryFn: sessionApi.about, staleTime: Number.POSITIVE_INFINITY });
}

/** useSignIn signs in with staff code or e-mail and password, and a code of the second factor where one is asked for. */
export function useSignIn() {
  return useMutation({
    mutationFn: (form: { login: string; password: string; factor?: string }) =>
      sessionApi.signIn({ ...form, login: form.login.trim() }),
    onSuccess: (next) => {
      localStorage.removeItem(leftKey); // their cookie has been replaced
      session.start(next);
    },
  });
}

// Somebody has signed out where the server could not be told: it still takes their cookie. public/boot.js reads it too.
const leftKey = "congvu.out";

/** hasLeft reports whether whoever was in last has signed out and the server is still to be told. */
export function hasLeft(): boolean {
  return localStorage.getItem(leftKey) !== null;
}

/** leaveNow tells it, so that nobody is let in by the cookie of who has gone; false, as a cookie that is not good. */
export async function leaveNow(): Promise<false> {
  await sessionApi.signOut();
  localStorage.removeItem(leftKey);
  return false;
}

/**
 * useSignOut sends what is not sent yet and ends the session; nothing the person saw stays in memory or on this device, whether
 * the server could be told or not. What waits to be sent goes too, unless it is to stay for when they come back.
 */
export function useSignOut(waiting: "goes" | "stays" = "goes") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await session.finish();
      return sessionApi.signOut();
    },
    onError: (error) => {
      if (error instanceof NetworkError) localStorage.setItem(leftKey, "1");
    },
    onSettled: async () => {
      const now = session.get();
      if (now.status === "in" || now.status === "expired") {
        // Before the pages close: what they write while they do is kept nowhere.
        await import("@/shared/device/person").then(
          (device) => device.leaveDevice(now.me.id, waiting),
          () => undefined,
        );
      }
      session.end();
      client.clear();
    },
  });
}
