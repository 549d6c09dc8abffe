import type { TaskRow } from "@/shared/api/types";

/** A list on the screen, and how many rows would come, go or move if it took its newest order. */
export interface Steady {
  rows: TaskRow[];
  changes: number;
}

/** What became of the tasks that this person changed, by id; undefined of one that they see no more. */
export type OwnActs = ReadonlyMap<string, TaskRow | undefined>;

/**
 * steady returns the rows to show when the server's list becomes `next`. While somebody points at the list or has the
 * focus in it, nothing moves under their hand: each row keeps its place and shows its newest content, rows that are gone
 * stay, new ones wait. Rows after the last known one are a further page and are shown. What somebody did here themselves
 * is no news: its row shows it at once, a new one comes in, one they see no more goes.
 */
export function steady(shown: TaskRow[], next: TaskRow[], holding: boolean, own: OwnActs = new Map()): Steady {
  const newest = next.map((row) => newer(row, own.get(row.id)));
  if (!holding || shown.length === 0) return { rows: newest, changes: 0 };
  const fresh = new Map(newest.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const lastKnown = newest.findLastIndex((row) => known.has(row.id));
  const kept = shown
    .filter((row) => fresh.has(row.id) || !own.has(row.id) || own.get(row.id) !== undefined)
    .map((row) => fresh.get(row.id) ?? newer(row, own.get(row.id)));
  const rows = [...kept, ...(lastKnown === -1 ? [] : newest.slice(lastKnown + 1))];
  const mine = (row: TaskRow) => own.has(row.id) && row.version <= (own.get(row.id)?.version ?? row.version);
  newest.forEach((row, i) => {
    if (mine(row) && !rows.some(({ id }) => id === row.id)) rows.splice(placeAfter(rows, newest[i - 1]), 0, row);
  });
  const news = (list: TaskRow[]) => list.filter((row) => !mine(row));
  return { rows, changes: countMoved(news(rows), news(newest)) };
}

function newer(row: TaskRow, own: TaskRow | undefined): TaskRow {
  return own !== undefined && own.version > row.version ? own : row;
}

/** placeAfter returns the place behind a row, the first where it is not in the list. */
function placeAfter(rows: TaskRow[], row: TaskRow | undefined): number {
  return rows.findIndex(({ id }) => id === row?.id) + 1;
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
