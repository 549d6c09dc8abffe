import { api } from "@/shared/api/client";
import type { About, Session } from "@/shared/api/types";

/** sessionApi calls what may be called before sign-in, and the way out. */
export const sessionApi = {
  about: () => api.open<About>("GET", "/about"),
  signIn: (form: { login: string; password: string; factor?: string }) => api.open<Session>("POST", "/session", form),
  signOut: () => api.open<void>("DELETE", "/session"),
};
