import type { Today } from "@/shared/api/types";
import { addDays, weekdayName, weekdayOf } from "@/shared/format/date";

/** What is known of the server's time: its day and instant, and the clock of this device when that came, in ms. */
export interface KnownToday {
  today: Today;
  at: number;
}

const dayMs = 86_400_000;
const vietnamMs = 7 * 3_600_000;

/**
 * todayBy tells the server's day without asking it: the clock of this device may be wrong by days, so it counts only by how far
 * it has moved since the server last spoke. Which days are off is known of that day alone; of others Saturday and Sunday are.
 */
export function todayBy({ today, at }: KnownToday, deviceMs: number): Today {
  // A clock that was set back since: no day goes backwards.
  const nowMs = Date.parse(today.now) + Math.max(0, deviceMs - at);
  const date = new Date(nowMs + vietnamMs).toISOString().slice(0, 10);
  if (date === today.date) return { ...today, now: new Date(nowMs).toISOString() };
  return {
    ...today,
    now: new Date(nowMs).toISOString(),
    date,
    weekday: weekdayName(date),
    working: isWeekday(date),
    why: undefined,
    nextWorking: workingFrom(date, 1),
    prevWorking: workingFrom(date, -1),
    period: date.slice(0, 7),
  };
}

/** isWeekday reports whether a day is none of a weekend. */
export function isWeekday(date: string): boolean {
  return weekdayOf(date) < 6;
}

/** workingFrom is the nearest weekday after (step 1) or before (step −1) a day. */
export function workingFrom(date: string, step: 1 | -1): string {
  let next = addDays(date, step);
  while (!isWeekday(next)) next = addDays(next, step);
  return next;
}

/** isFresh reports whether something that came at a time of this device is at most so many days old, forwards or backwards. */
export function isFresh(at: number, deviceMs: number, days: number): boolean {
  return Math.abs(deviceMs - at) <= days * dayMs;
}
