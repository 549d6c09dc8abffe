import type { TaskRow } from "@/shared/api/types";

/** A list on the screen, and how many rows would come, go or move if it took its newest order. */
export interface Steady {
  rows: TaskRow[];
  changes: number;
}

/**
 * steady returns the rows to show when the server's list becomes `next`. While somebody points at the list or has the
 * focus in it, nothing moves under their hand: each row keeps its place and shows its newest content, rows that are gone
 * stay, new ones wait. Rows after the last known one are a further page and are shown.
 */
export function steady(shown: TaskRow[], next: TaskRow[], holding: boolean): Steady {
  if (!holding || shown.length === 0) return { rows: next, changes: 0 };
  const fresh = new Map(next.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const lastKnown = next.findLastIndex((row) => known.has(row.id));
  const further = lastKnown === -1 ? [] : next.slice(lastKnown + 1);
  const rows = [...shown.map((row) => fresh.get(row.id) ?? row), ...further];
  return { rows, changes: countMoved(rows, next) };
}

/** countMoved counts the rows of either list that are missing in the other, and those that change their order. */
function countMoved(rows: TaskRow[], next: TaskRow[]): number {
  const before = new Set(rows.map((row) => row.id));
  const after = new Set(next.map((row) => row.id));
  const stayBefore = rows.filter((row) => after.has(row.id));
  const stayAfter = next.filter((row) => before.has(row.id));
  const moved = stayBefore.filter((row, i) => stayAfter[i]?.id !== row.id).length;
  return rows.length - stayBefore.length + (next.length - stayAfter.length) + moved;
}
