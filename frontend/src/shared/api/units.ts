import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import type { Unit } from "./types";

// Units change a few times a year.
const manyMinutesMs = 10 * 60_000;

/** unitsQuery is the whole tree of units, in its order. */
export function unitsQuery() {
  return queryOptions({
    queryKey: ["unit", "tree"] as const,
    queryFn: ({ signal }) => api.get<{ items: Unit[] }>("/units", {}, signal),
    staleTime: manyMinutesMs,
  });
}

/** unitsUnder returns the units of tops and all below them, in the order of the tree. */
export function unitsUnder(units: Unit[], tops: string[]): Unit[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const within = (id: string | undefined): boolean =>
    id !== undefined && (tops.includes(id) || within(parents.get(id)));
  return units.filter(({ id }) => within(id));
}
