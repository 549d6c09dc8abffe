import type { Unit } from "@/shared/api/types";

/** unitsUnder returns the units of tops and all below them, in the order of the tree. */
export function unitsUnder(units: Unit[], tops: string[]): Unit[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const within = (id: string | undefined): boolean =>
    id !== undefined && (tops.includes(id) || within(parents.get(id)));
  return units.filter(({ id }) => within(id));
}
