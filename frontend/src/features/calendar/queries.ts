import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Change, calendarApi } from "./api";

/** calendarKeys makes the keys of this feature; the days off that every screen asks for lie under the same first word. */
export const calendarKeys = {
  all: () => ["calendar"] as const,
  year: (year: number) => ["calendar", "year", year] as const,
  preview: (change: Change) => ["calendar", "preview", change] as const,
};

/** yearQuery is the calendar of a year with every day off and its source. */
export function yearQuery(year: number) {
  return queryOptions({
    queryKey: calendarKeys.year(year),
    queryFn: ({ signal }) => calendarApi.year(year, signal),
    placeholderData: keepPreviousData,
  });
}

/** previewQuery is what a change would do; its document need not be known yet. */
export function previewQuery(change: Change) {
  return queryOptions({
    queryKey: calendarKeys.preview(change),
    queryFn: () => calendarApi.preview(change),
    gcTime: 0,
    retry: false,
  });
}

/** useChange makes a change of the calendar. */
export function useChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: calendarApi.change,
    onSettled: () => void client.invalidateQueries({ queryKey: calendarKeys.all() }),
  });
}
