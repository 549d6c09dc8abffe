import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type FollowAsked, followApi } from "./api";

/** followKeys makes every key under which something about how units stand is cached. */
export const followKeys = {
  all: () => ["follow"] as const,
  report: (asked: FollowAsked) => ["follow", "report", asked] as const,
  people: (unit: string) => ["follow", "people", unit] as const,
  monthly: (unit: string) => ["follow", "monthly", unit] as const,
};

/** followReportQuery is how a unit stands in a period. */
export function followReportQuery(asked: FollowAsked) {
  return queryOptions({
    queryKey: followKeys.report(asked),
    queryFn: ({ signal }) => followApi.report(asked, signal),
    enabled: asked.unit !== "",
    placeholderData: keepPreviousData,
  });
}

/** followPeopleQuery is what each person of a unit holds. */
export function followPeopleQuery(unit: string) {
  return queryOptions({
    queryKey: followKeys.people(unit),
    queryFn: ({ signal }) => followApi.people(unit, signal),
    enabled: unit !== "",
  });
}

/** followMonthlyQuery is when and to whom the report of a unit goes each month. */
export function followMonthlyQuery(unit: string) {
  return queryOptions({
    queryKey: followKeys.monthly(unit),
    queryFn: ({ signal }) => followApi.monthly(unit, signal),
    enabled: unit !== "",
  });
}
