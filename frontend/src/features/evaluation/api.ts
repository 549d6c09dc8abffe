import { api } from "@/shared/api/client";
import type { Score } from "@/shared/api/types";

/** evaluationApi calls the operations of /evaluations. */
export const evaluationApi = {
  mine: (period: string, signal?: AbortSignal) => api.get<Score>("/evaluations/me", { period }, signal),
};
