import { api } from "@/shared/api/client";
import type { Count, Waiting } from "@/shared/api/types";

/** deskApi calls what only the waiting list needs. */
export const deskApi = {
  waiting: (signal?: AbortSignal) => api.get<Waiting>("/waiting", {}, signal),
  waitingCount: (signal?: AbortSignal) => api.get<{ total: Count }>("/waiting/count", {}, signal),
};
