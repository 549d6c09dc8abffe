import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { Registration } from "@/shared/api/types";
import { workplaceApi } from "./api";

/** workKeys makes every key under which something about places of work is cached. */
export const workKeys = {
  mine: () => ["workplace", "mine"] as const,
  one: (id: string) => ["workplace", "registration", id] as const,
  history: (id: string) => ["workplace", "history", id] as const,
  weeks: () => ["workplace", "week"] as const,
  grids: () => ["workplace", "grid"] as const,
  grid: (unit: string | undefined, from: string, to: string) => ["workplace", "grid", unit ?? "", from, to] as const,
  rules: () => ["workplace", "rules"] as const,
  absences: () => ["workplace", "absences"] as const,
  checks: () => ["workplace", "checks"] as const,
  calls: () => ["workplace", "calls"] as const,
};

/** mineQuery is one's own registrations, the latest days first. */
export function mineQuery() {
  return infiniteQueryOptions({
    queryKey: workKeys.mine(),
    queryFn: ({ pageParam, signal }) => workplaceApi.mine(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** registrationQuery is one registration, as its author or a head above sees it. */
export function registrationQuery(id: string) {
  return queryOptions({ queryKey: workKeys.one(id), queryFn: ({ signal }) => workplaceApi.get(id, signal) });
}

/** registrationHistoryQuery is what happened to it, newest first. */
export function registrationHistoryQuery(id: string) {
  return queryOptions({ queryKey: workKeys.history(id), queryFn: ({ signal }) => workplaceApi.history(id, signal) });
}

/** weekQuery is one's own unit by half-days in the week of a day. */
export function weekQuery(monday: string) {
  return queryOptions({
    queryKey: [...workKeys.weeks(), monday] as const,
    queryFn: ({ signal }) => workplaceApi.week(monday, signal),
  });
}

/** gridQuery is where a unit's people are, page by page. */
export function gridQuery(from: string, to: string, unit?: string) {
  return infiniteQueryOptions({
    queryKey: workKeys.grid(unit, from, to),
    queryFn: ({ pageParam, signal }) => workplaceApi.grid(from, to, unit, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** unitCountsQuery is how many are where on a day, unit by unit, over everything below one. */
export function unitCountsQuery(date: string, unit?: string) {
  return queryOptions({
    queryKey: [...workKeys.grids(), "units", unit ?? "", date] as const,
    queryFn: ({ signal }) => workplaceApi.units(date, unit, signal),
  });
}

/** rulesQuery is what binds a unit. */
export function rulesQuery(unit?: string) {
  return queryOptions({
    queryKey: [...workKeys.rules(), unit ?? ""] as const,
    queryFn: ({ signal }) => workplaceApi.rules(unit, signal),
  });
}

/** absencesQuery is the leave and the missions of a unit's people. */
export function absencesQuery(from: string, to: string, unit?: string) {
  return queryOptions({
    queryKey: [...workKeys.absences(), unit ?? "", from, to] as const,
    queryFn: ({ signal }) => workplaceApi.absences(from, to, unit, signal),
  });
}

/** checksQuery is the latest checks of a unit with who answered. */
export function checksQuery(unit?: string) {
  return queryOptions({
    queryKey: [...workKeys.checks(), unit ?? ""] as const,
    queryFn: ({ signal }) => workplaceApi.checks(unit, signal),
  });
}

/** callsQuery is how I was asked of late. */
export function callsQuery() {
  return queryOptions({ queryKey: workKeys.calls(), queryFn: ({ signal }) => workplaceApi.calls(signal) });
}

/** keepRegistration puts what the server returned into the cache and marks as stale what lists it. */
export function keepRegistration(client: QueryClient, registration: Registration): void {
  client.setQueryData(workKeys.one(registration.id), registration);
  const lists = [
    workKeys.mine(),
    workKeys.history(registration.id),
    workKeys.grids(),
    workKeys.weeks(),
    ["waiting"],
    ["diary"],
  ];
  for (const queryKey of lists) void client.invalidateQueries({ queryKey });
}

/** useRegistrationAct runs an act on a registration; on a conflict its page shows what it has become. */
export function useRegistrationAct<T>(act: (input: T) => Promise<Registration>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (registration) => keepRegistration(client, registration),
    onError: (error) => {
      if (isConflict<Registration>(error)) keepRegistration(client, error.current);
    },
  });
}

/** useAnswer answers a check: one tap. */
export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (check: string) => workplaceApi.answer(check),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: workKeys.calls() });
      void client.invalidateQueries({ queryKey: ["inbox"] });
    },
  });
}
