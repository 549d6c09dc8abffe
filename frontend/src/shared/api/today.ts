import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import type { Today } from "./types";

const fiveMinutesMs = 5 * 60_000;

/** todayQuery is the server's day: the browser's clock decides nothing. It is asked again, for days end. */
export function todayQuery() {
  return queryOptions({
    queryKey: ["today"] as const,
    queryFn: ({ signal }) => api.get<Today>("/today", {}, signal),
    staleTime: fiveMinutesMs,
    refetchInterval: fiveMinutesMs,
  });
}

/** useToday returns the server's day, undefined until it is known. */
export function useToday(): Today | undefined {
  return useQuery(todayQuery()).data;
}
