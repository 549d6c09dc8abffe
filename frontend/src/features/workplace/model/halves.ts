import type { WorkDay } from "@/shared/api/types";
import { formatDayShort, weekdayName } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/** A half-day, "2026-05-04 am"; their order as texts is that of time. */
export type Half = string;

/** halfOf names the morning or the afternoon of a day. */
export function halfOf(date: string, afternoon: boolean): Half {
  return `${date} ${afternoon ? "pm" : "am"}`;
}

/** halvesIn lists the half-days that days name, in order. */
export function halvesIn(days: WorkDay[]): Half[] {
  return days.flatMap(({ date, am, pm }) => [
    ...(am ? [halfOf(date, false)] : []),
    ...(pm ? [halfOf(date, true)] : []),
  ]);
}

/** daysOf is the inverse of halvesIn. */
export function daysOf(halves: Half[]): WorkDay[] {
  const dates = [...new Set(halves.map((half) => half.slice(0, 10)))].sort();
  return dates.map((date) => ({
    date,
    am: halves.includes(halfOf(date, false)),
    pm: halves.includes(halfOf(date, true)),
  }));
}

/** amountOf writes half-days as days: five are "2,5". */
export function amountOf(halves: number): string {
  return halves % 2 === 0 ? String(halves / 2) : `${Math.floor(halves / 2)},5`;
}

/** halfName names a half-day: "chiều thứ Ba 05/05". */
export function halfName(half: Half): string {
  const date = half.slice(0, 10);
  return t(half.endsWith("pm") ? "work.half.pm" : "work.half.am", {
    day: `${weekdayName(date)} ${formatDayShort(date)}`,
  });
}

/** daysText lists days in one line: "thứ Hai 04/05, chiều thứ Ba 05/05". */
export function daysText(days: WorkDay[]): string {
  return days
    .map(({ date, am, pm }) =>
      am && pm ? `${weekdayName(date)} ${formatDayShort(date)}` : halfName(halfOf(date, !am)),
    )
    .join(", ");
}
