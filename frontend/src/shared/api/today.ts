import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { kept } from "@/shared/device/answers";
import { api } from "./client";
import type { Today } from "./types";

const fiveMinutesMs = 5 * 60_000;

/** askToday asks the server itself for its day. */
export function askToday(signal?: AbortSignal): Promise<Today> {
  return api.get<Today>("/today", {}, signal);
}

/**
 * todayQuery is the server's day: the browser's clock decides nothing. It is asked again, for days end; without a line it is
 * told from what the server last said of its time.
 */
export function todayQuery() {
  return queryOptions({
    queryKey: ["today"] as const,
    queryFn: ({ signal }) => kept("today", () => askToday(signal)),
    staleTime: fiveMinutesMs,
    refetchInterval: fiveMinutesMs,
  });
}

/** useToday returns the server's day, undefined until it is known. */
export function useToday(): Today | undefined {
  return useQuery(todayQuery()).data;
}

// The version that this page was served by: the first it hears of.
let served: string | undefined;

/** useNewVersion reports whether the server has changed its version since this page was loaded. */
export function useNewVersion(): boolean {
  const version = useToday()?.version;
  served ??= version;
  return version !== undefined && version !== served;
}

/**
 * watchDay marks everything as stale when the server's day has changed: "hạn hôm nay" is another list then. It returns
 * how to stop.
 */
export function watchDay(client: QueryClient): () => void {
  const { queryKey } = todayQuery();
  let day = client.getQueryData(queryKey)?.date;
  return client.getQueryCache().subscribe(() => {
    const next = client.getQueryData(queryKey)?.date;
    if (next === undefined || next === day) return;
    const turned = day !== undefined;
    day = next;
    if (turned) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] });
  });
}
