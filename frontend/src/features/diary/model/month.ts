import type { DiaryStripDay } from "@/shared/api/types";
import { addDays, weekdayOf } from "@/shared/format/date";

/** monthEnd returns the last day of a month "2026-05". */
export function monthEnd(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** addMonths moves a month "2026-05" by n months. */
export function addMonths(month: string, n: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** emptyCells is how many places before the first of a month stay free in a week that begins on Monday. */
export function emptyCells(month: string): number {
  return weekdayOf(`${month}-01`) - 1;
}

/** Depth of indigo of a day in the month: 0 nothing written, 4 a full day. */
export type Tone = 0 | 1 | 2 | 3 | 4;

// Hours from which a day takes the next tone. A day with lines but no time has the first.
const toneHours = [3, 6, 8];

/** toneOf is how deep a day is drawn: by the hours written. */
export function toneOf({ minutes, entries }: Pick<DiaryStripDay, "minutes" | "entries">): Tone {
  if (entries === 0) return 0;
  return (1 + toneHours.filter((hours) => minutes >= hours * 60).length) as Tone;
}

/** What the days of a month came to. */
export interface MonthCounts {
  confirmed: DiaryStripDay[];
  submitted: DiaryStripDay[];
  returned: DiaryStripDay[];
  locked: DiaryStripDay[];
  /** Leave and missions of all day by papers, without a line. */
  off: DiaryStripDay[];
  field: DiaryStripDay[];
  missing: DiaryStripDay[];
}

/** countMonth sorts days by what became of them. A locked day without a line is missing, not locked. */
export function countMonth(days: DiaryStripDay[]): MonthCounts {
  const inState = (state: DiaryStripDay["state"]) => days.filter((day) => day.state === state && !day.missing);
  return {
    confirmed: inState("confirmed"),
    submitted: inState("submitted"),
    returned: inState("returned"),
    off: days.filter((day) => day.away === "off" && day.entries === 0),
    field: days.filter((day) => day.away === "field" && day.entries === 0),
    locked: days.filter((day) => day.state === "locked" && day.entries > 0),
    missing: days.filter((day) => day.missing),
  };
}
