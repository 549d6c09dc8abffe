import { api } from "@/shared/api/client";
import type { Count, TaskAttention, Waiting } from "@/shared/api/types";

/** deskApi calls what only the waiting list needs. */
export const deskApi = {
  attention: (signal?: AbortSignal) => api.get<TaskAttention>("/tasks/attention", {}, signal),
  waiting: (signal?: AbortSignal) => api.get<Waiting>("/waiting", {}, signal),
  waitingCount: (signal?: AbortSignal) => api.get<{ total: Count }>("/waiting/count", {}, signal),
};
