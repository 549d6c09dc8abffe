import { isDay } from "@/shared/format/date";
import { dayOfText } from "@/shared/ui/DayInput";
import type { CalendarRow, NewDay } from "../api";

/** The kinds of a named day, in the order in which they are offered for an own day. */
export const dayTypes = ["swapped-off", "swapped-work", "holiday", "compensatory"] as const;

/** confirmedOf is a pending day as it is confirmed: what only said that it was a guess is left out of its name. */
export function confirmedOf({ date, name, type }: CalendarRow): NewDay {
  return { date, type, name: name.replace(/\s*\(dự kiến\)$/, "").replace(/;\s*dự kiến\)$/, ")") };
}

/** readDays returns the days as they are sent, whatever way a date was typed. */
export function readDays(days: NewDay[]): NewDay[] {
  return days.map((day) => ({ ...day, date: dayOfText(day.date), name: day.name.trim() }));
}

/** complete says whether every day can be previewed. */
export function complete(days: NewDay[]): boolean {
  return days.length > 0 && days.every(({ date, name }) => isDay(date) && name !== "");
}

/** rowOf is the row of a file that a refused field lies in, counted as a table shows it with its heading; 0 when in none. */
export function rowOf(path: string): number {
  const index = /^days\[(\d+)\]/.exec(path)?.[1];
  return index === undefined ? 0 : Number(index) + 2;
}
