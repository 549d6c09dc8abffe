import { queryOptions } from "@tanstack/react-query";
import { addDays } from "../format/date";
import { api } from "./client";
import type { CalendarDay } from "./types";

const manyMinutesMs = 30 * 60_000;

/** monthDaysQuery is the agency's working calendar of the month of a day: the server alone knows the days off. */
export function monthDaysQuery(day: string) {
  const month = day.slice(0, 7);
  const from = `${month}-01`;
  const to = addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1);
  return queryOptions({
    queryKey: ["calendar", "days", month] as const,
    queryFn: ({ signal }) => api.get<{ items: CalendarDay[] }>("/calendar", { from, to }, signal),
    staleTime: manyMinutesMs,
  });
}
