import { api } from "@/shared/api/client";
import type { About, Session } from "@/shared/api/types";

/** sessionApi calls what may be called before sign-in, and the way out. */
export const sessionApi = {
  about: () => api.open<About>("GET", "/about"),
  signIn: (login: string, password: string) => api.open<Session>("POST", "/session", { login, password }),
  signOut: () => api.open<void>("DELETE", "/session"),
};
