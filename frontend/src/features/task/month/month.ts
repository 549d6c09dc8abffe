import type { TaskRow } from "@/shared/api/types";
import { addDays, startOfWeek } from "@/shared/format/date";
import type { TaskFilter } from "../api";
import { exportOf, type ListState } from "../list/listState";

/** How many tasks one month brings; narrowing the list brings the others. */
export const monthLimit = 100;

/** lastDay is the last day of a month "YYYY-MM". */
export function lastDay(month: string): string {
  return addDays(`${monthAfter(month, 1)}-01`, -1);
}

/** monthAfter is the month n months after another, "YYYY-MM". */
export function monthAfter(month: string, n: number): string {
  const [year = 0, at = 1] = month.split("-").map(Number);
  const all = year * 12 + at - 1 + n;
  return `${String(Math.floor(all / 12)).padStart(4, "0")}-${String((all % 12) + 1).padStart(2, "0")}`;
}

/** monthFilter is what a list holds with a deadline in a month. */
export function monthFilter(list: ListState, month: string): TaskFilter {
  const { sort: _, ...filter } = exportOf(list);
  return { ...filter, from: `${month}-01`, to: lastDay(month), limit: monthLimit };
}

/** weeks are the days of a month by weeks from Monday on; days of other months are left out (undefined). */
export function weeks(month: string): (string | undefined)[][] {
  const all: (string | undefined)[][] = [];
  for (let monday = startOfWeek(`${month}-01`); monday <= lastDay(month); monday = addDays(monday, 7)) {
    all.push(
      Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => (day.startsWith(month) ? day : undefined)),
    );
  }
  return all;
}

/** byDay are the tasks of each day that they are due on. */
export function byDay(rows: readonly TaskRow[]): Map<string, TaskRow[]> {
  const days = new Map<string, TaskRow[]>();
  for (const row of rows) {
    if (row.dueOn !== undefined) days.set(row.dueOn, [...(days.get(row.dueOn) ?? []), row]);
  }
  return days;
}

/** stepOf is by how many days a key moves a deadline, with Shift held; nothing for other keys. */
export function stepOf(key: string): number | undefined {
  return { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
}
