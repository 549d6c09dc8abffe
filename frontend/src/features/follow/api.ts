import { api } from "@/shared/api/client";
import type { FollowPeople, FollowReport, MonthlyReport } from "@/shared/api/types";

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
  monthly: (unit: string, signal?: AbortSignal) => api.get<MonthlyReport>("/follow/monthly", { unit }, signal),
  setMonthly: (unit: string, body: { version: number; day: number; receivers: string[] }) =>
    api.put<MonthlyReport>(`/follow/monthly/${unit}`, body),
  people: (unit: string, signal?: AbortSignal) => api.get<FollowPeople>("/follow/people", { unit }, signal),
};
