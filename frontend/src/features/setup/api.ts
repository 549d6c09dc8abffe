import { api } from "@/shared/api/client";
import type { NewOffice, Session, SetupMissing } from "@/shared/api/types";

/** setupApi calls the operations of /setup. */
export const setupApi = {
  /** open asks whether a set-up link can still be used. */
  open: (secret: string) => api.open<{ expires: string }>("POST", "/setup/link", { secret }),
  /** missing lists what the office still lacks. */
  missing: (signal?: AbortSignal) => api.get<{ items: SetupMissing[] }>("/setup/missing", {}, signal),
  /** found makes the agency and its administrator and signs that person in. */
  found: (office: NewOffice) => api.open<Session>("POST", "/setup", office),
};
