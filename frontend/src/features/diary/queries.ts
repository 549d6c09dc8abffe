import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { DiaryDay, DiaryRow, DiarySuggestion } from "@/shared/api/types";
import { diaryApi } from "./api";
import { keepInput } from "./keep";

/** diaryKeys makes every key under which something about diaries is cached. */
export const diaryKeys = {
  all: ["diary"] as const,
  days: () => ["diary", "day"] as const,
  day: (date: string) => ["diary", "day", date] as const,
  strips: () => ["diary", "strip"] as const,
  strip: (from: string, to: string) => ["diary", "strip", from, to] as const,
  person: (person: string, date: string) => ["diary", "person", person, date] as const,
  teams: () => ["diary", "team"] as const,
  team: (unit: string | undefined, date: string) => ["diary", "team", unit ?? "", date] as const,
};

/** diaryDayQuery is one's own diary of a day, with what the system has written ready (soạn sẵn). */
export function diaryDayQuery(date: string) {
  return queryOptions({ queryKey: diaryKeys.day(date), queryFn: ({ signal }) => diaryApi.day(date, signal) });
}

/** keepOwnDay puts one's own day, as the server returned it, into the cache and marks as stale what sums it up. */
export function keepOwnDay(client: QueryClient, day: DiaryDay): void {
  client.setQueryData(diaryKeys.day(day.date), day);
  void client.invalidateQueries({ queryKey: diaryKeys.strips() });
}

/** useKeepAndSubmit stores the lines chosen of what was written ready and submits the day (gửi xác nhận). */
export function useKeepAndSubmit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ day, chosen }: { day: DiaryDay; chosen: DiarySuggestion[] }) => {
      const kept = chosen.length === 0 ? day : await diaryApi.save(day.date, keepInput(day, chosen));
      return diaryApi.submit(kept.date, kept.version);
    },
    onSuccess: (day) => keepOwnDay(client, day),
    // Half of it may have happened, or the day changed elsewhere: show what is stored now.
    onError: (_, { day }) => void client.invalidateQueries({ queryKey: diaryKeys.day(day.date) }),
  });
}

/** useConfirm confirms a person's day (xác nhận nhật ký) straight from a list. */
export function useConfirm() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (row: DiaryRow) => diaryApi.confirm(row.person.id, row.date, row.version),
    onSettled: (_day, _error, row) => {
      for (const queryKey of [diaryKeys.teams(), diaryKeys.person(row.person.id, row.date), ["waiting"]]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
