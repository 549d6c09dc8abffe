import { queryOptions, skipToken } from "@tanstack/react-query";
import { addDays } from "../format/date";
import { api } from "./client";
import type { CalendarDay } from "./types";

const manyMinutesMs = 30 * 60_000;

/**
 * monthDaysQuery is the agency's working calendar of the month of a day: the server alone knows the days off. Nothing is asked
 * while the day is not known.
 */
export function monthDaysQuery(day: string | undefined) {
  const month = day?.slice(0, 7);
  return queryOptions({
    queryKey: ["calendar", "days", month] as const,
    queryFn:
      month === undefined
        ? skipToken
        : ({ signal }) =>
            api.get<{ items: CalendarDay[] }>("/calendar", { from: `${month}-01`, to: lastOf(month) }, signal),
    staleTime: manyMinutesMs,
  });
}

/** calendarDays is how many days of the calendar the server gives at once. */
export const calendarDays = 400;

/** rangeDaysQuery is the agency's working calendar from one day to another; nothing is asked for more than calendarDays. */
export function rangeDaysQuery(from: string, to: string) {
  const small = from <= to && to <= addDays(from, calendarDays - 1);
  return queryOptions({
    queryKey: ["calendar", "days", from, to] as const,
    queryFn: small ? ({ signal }) => api.get<{ items: CalendarDay[] }>("/calendar", { from, to }, signal) : skipToken,
    staleTime: manyMinutesMs,
  });
}

function lastOf(month: string): string {
  return addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);
}
