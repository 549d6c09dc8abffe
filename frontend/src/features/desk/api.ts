import { api } from "@/shared/api/client";
import type { Count, Today, Waiting } from "@/shared/api/types";

/** deskApi calls what only the desk and the waiting list need. */
export const deskApi = {
  today: (signal?: AbortSignal) => api.get<Today>("/today", {}, signal),
  waiting: (signal?: AbortSignal) => api.get<Waiting>("/waiting", {}, signal),
  waitingCount: (signal?: AbortSignal) => api.get<{ total: Count }>("/waiting/count", {}, signal),
};
