import type { DueDay } from "@/shared/api/types";
import { addDays, startOfWeek } from "@/shared/format/date";

/** A cell of the grid: a day the deadline is counted over, or one that only fills its week. */
export type GridDay = (DueDay & { outside: false }) | { date: string; outside: true };

/** A row of the grid: the seven days from a Monday, or a mark that weeks are left out here. */
export type GridWeek = { monday: string; days: GridDay[] } | { monday: string; days: undefined };

/**
 * weeksOf arranges the days from start to due (in order) into weeks from Monday to Sunday. A long deadline comes from the
 * server with its first and last weeks only; what is left out becomes one row that says so.
 */
export function weeksOf(days: readonly DueDay[]): GridWeek[] {
  const counted = new Map(days.map((day) => [day.date, day]));
  const mondays = [...new Set(days.map((day) => startOfWeek(day.date)))];
  return mondays.flatMap((monday, i) => {
    const week: GridWeek = {
      monday,
      days: Array.from({ length: 7 }, (_, n) => cell(addDays(monday, n), counted)),
    };
    const previous = mondays[i - 1];
    const adjoins = previous === undefined || addDays(previous, 7) === monday;
    return adjoins ? [week] : [{ monday: addDays(previous, 7), days: undefined }, week];
  });
}

function cell(date: string, counted: Map<string, DueDay>): GridDay {
  const day = counted.get(date);
  return day === undefined ? { date, outside: true } : { ...day, outside: false };
}
