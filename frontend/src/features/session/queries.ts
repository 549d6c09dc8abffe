import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
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
    onSuccess: (next) => session.start(next),
  });
}

/** useSignOut sends what is not sent yet and ends the session; nothing the person saw stays in memory, whether the server could be told or not. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await session.finish();
      return sessionApi.signOut();
    },
    onSettled: () => {
      session.end();
      client.clear();
    },
  });
}
