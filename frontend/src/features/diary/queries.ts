import { keepPreviousData, type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { DiaryDay, DiaryInput, DiaryRow, DiarySuggestion } from "@/shared/api/types";
import { keepAnswer, kept } from "@/shared/device/answers";
import { diaryApi } from "./api";
import { monthEnd } from "./model/month";

/** diaryKeys makes every key under which something about diaries is cached. */
export const diaryKeys = {
  all: ["diary"] as const,
  days: () => ["diary", "day"] as const,
  day: (date: string) => ["diary", "day", date] as const,
  strips: () => ["diary", "strip"] as const,
  strip: (from: string, to: string) => ["diary", "strip", from, to] as const,
  person: (person: string, date: string) => ["diary", "person", person, date] as const,
  versions: (person: string, date: string, version: number) =>
    ["diary", "person", person, date, "versions", version] as const,
  period: (person: string, from: string, to: string) => ["diary", "strip", person, from, to] as const,
  hints: (person: string, date: string, version: number) =>
    ["diary", "person", person, date, "hints", version] as const,
  teams: () => ["diary", "team"] as const,
  team: (unit: string | undefined, date: string) => ["diary", "team", unit ?? "", date] as const,
};

/** dayKey is the name under which one's own day is kept on this device, for when there is no line. */
export function dayKey(date: string): string {
  return `diary.day.${date}`;
}

/** monthKey is the same of a month at a glance. */
export function monthKey(month: string): string {
  return `diary.month.${month}`;
}

/** diaryDayQuery is one's own diary of a day, with what the system has written ready (soạn sẵn). */
export function diaryDayQuery(date: string) {
  return queryOptions({
    queryKey: diaryKeys.day(date),
    queryFn: ({ signal }) => kept(dayKey(date), () => diaryApi.day(date, signal)),
  });
}

/** diaryMonthQuery is one's own days of a month ("2026-05") at a glance. */
export function diaryMonthQuery(month: string) {
  const [from, to] = [`${month}-01`, monthEnd(month)];
  return queryOptions({
    queryKey: diaryKeys.strip(from, to),
    queryFn: ({ signal }) => kept(monthKey(month), () => diaryApi.strip(from, to, signal)),
  });
}

/** personDayQuery is a day of somebody's diary, for the heads above. */
export function personDayQuery(person: string, date: string) {
  return queryOptions({
    queryKey: diaryKeys.person(person, date),
    queryFn: ({ signal }) => diaryApi.ofPerson(person, date, signal),
  });
}

/** periodQuery is somebody's days from one to another with their lines; it goes stale with every day of the diary. */
export function periodQuery(person: string, from: string, to: string) {
  return queryOptions({
    queryKey: diaryKeys.period(person, from, to),
    queryFn: ({ signal }) => diaryApi.period(person, from, to, signal),
  });
}

/** versionsQuery is what a day said each time that it was sent, decided or corrected; version is the newest that is known. */
export function versionsQuery({ person, date, version }: Pick<DiaryDay, "person" | "date" | "version">) {
  return queryOptions({
    queryKey: diaryKeys.versions(person.id, date, version),
    queryFn: ({ signal }) => diaryApi.versions(person.id, date, signal),
  });
}

/** hintsQuery is what is unlikely in a day as it was stored with that version; what was asked before stays until it comes. */
export function hintsQuery({ person, date, version }: Pick<DiaryDay, "person" | "date" | "version">) {
  return queryOptions({
    queryKey: diaryKeys.hints(person.id, date, version),
    queryFn: ({ signal }) => diaryApi.hints(person.id, date, signal),
    placeholderData: keepPreviousData,
  });
}

/** teamQuery is the day of everybody whose diary the head of a unit confirms. */
export function teamQuery(date: string, unit?: string) {
  return queryOptions({
    queryKey: diaryKeys.team(unit, date),
    queryFn: ({ signal }) => diaryApi.team(date, unit, signal),
  });
}

/** keepOwnDay puts one's own day, as the server returned it, into the cache and marks as stale what sums it up. */
export function keepOwnDay(client: QueryClient, day: DiaryDay): void {
  client.setQueryData(diaryKeys.day(day.date), day);
  keepAnswer(dayKey(day.date), day);
  void client.invalidateQueries({ queryKey: diaryKeys.strips() });
}

/** useKeepAndSubmit stores the lines chosen of what was written ready and submits the day (gửi xác nhận). */
export function useKeepAndSubmit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ day, chosen }: { day: DiaryDay; chosen: DiarySuggestion[] }) => {
      if (chosen.length === 0) return diaryApi.submit(day.date, day.version);
      // What a day is written with is not part of the first screen.
      const { keepInput } = await import("./keep");
      const saved = await diaryApi.save(day.date, keepInput(day, chosen));
      return diaryApi.submit(saved.date, saved.version);
    },
    onSuccess: (day) => keepOwnDay(client, day),
    // Half of it may have happened, or the day changed elsewhere: show what is stored now.
    onError: (_, { day }) => void client.invalidateQueries({ queryKey: diaryKeys.day(day.date) }),
  });
}

/** useCorrect sends a correction of one's own day (bổ sung, đính chính); on a conflict the cache has what the day has become. */
export function useCorrect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ date, input, reason }: { date: string; input: DiaryInput; reason: string }) =>
      diaryApi.correct(date, input, reason),
    onSuccess: (day) => keepOwnDay(client, day),
    onError: (error) => {
      if (isConflict<DiaryDay>(error)) keepOwnDay(client, error.current);
    },
  });
}

/** useConfirm confirms a person's day (xác nhận nhật ký); on a conflict its page shows what it has become. */
export function useConfirm() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ person, date, version }: Pick<DiaryRow, "person" | "date" | "version">) =>
      diaryApi.confirm(person.id, date, version),
    onSuccess: (day) => keepPersonDay(client, day),
    onError: (error) => keepConflict(client, error),
  });
}

/** useSendBack returns a person's day to its author with a reason (trả lại). */
export function useSendBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ row, reason }: { row: Pick<DiaryRow, "person" | "date" | "version">; reason: string }) =>
      diaryApi.sendBack(row.person.id, row.date, row.version, reason),
    onSuccess: (day) => keepPersonDay(client, day),
    onError: (error) => keepConflict(client, error),
  });
}

/** useConfirmMany confirms many days, each by itself (xác nhận tất cả). */
export function useConfirmMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rows: DiaryRow[]) =>
      diaryApi.confirmMany(rows.map(({ person, date, version }) => ({ person: person.id, date, version }))),
    onSettled: () => staleTeams(client),
  });
}

function keepPersonDay(client: QueryClient, day: DiaryDay): void {
  client.setQueryData(diaryKeys.person(day.person.id, day.date), day);
  staleTeams(client);
}

function keepConflict(client: QueryClient, error: unknown): void {
  if (isConflict<DiaryDay>(error)) keepPersonDay(client, error.current);
}

function staleTeams(client: QueryClient): void {
  for (const queryKey of [diaryKeys.teams(), ["waiting"]]) void client.invalidateQueries({ queryKey });
}
