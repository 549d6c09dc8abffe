import { api } from "@/shared/api/client";
import type { FollowPeople, FollowReport } from "@/shared/api/types";

/** What a report is broken down by. */
export type FollowBy = "unit" | "person" | "document";

/** Which report: of a unit, for deadlines from one day to another, both in. */
export interface FollowAsked {
  unit: string;
  from: string;
  to: string;
  by: FollowBy;
}

/** followApi calls the operations of /follow. */
export const followApi = {
  report: (asked: FollowAsked, signal?: AbortSignal) => api.get<FollowReport>("/follow/report", { ...asked }, signal),
  people: (unit: string, signal?: AbortSignal) => api.get<FollowPeople>("/follow/people", { unit }, signal),
};
