import { fold } from "@/shared/format/name";

/** When a line was done: a length in minutes, or from–to on the same day; neither is needed. */
export interface Spent {
  minutes?: number;
  /** "HH:MM", both or neither. */
  from?: string;
  to?: string;
}

const dayMinutes = 24 * 60;
const clock = String.raw`(\d{1,2})(?:[:hg](\d{2})?)?`;
const range = new RegExp(`^${clock}[-–—]${clock}$`);
const hours = /^(\d{1,2})(?:[.,](\d))?(?:h|g|gio)(?:(\d{1,2})(?:p|ph|phut)?)?$/;
const plain = /^(\d{1,4})(?:p|ph|phut|')?$/;

/**
 * parseSpent reads what people type for a time: "45", "45 phút", "1h30", "1,5 giờ", "8-10h30", "08:00–10:30". An empty
 * text is no time. It returns undefined when the text is none of these, lies outside a day or ends before it begins.
 */
export function parseSpent(text: string): Spent | undefined {
  const typed = fold(text).replace(/\s+/g, "");
  if (typed === "") return {};
  const times = range.exec(typed);
  if (times !== null) return between(toMinutes(times[1], times[2]), toMinutes(times[3], times[4]) || endOfDay(times));
  const long = hours.exec(typed);
  if (long !== null) return lasting(Number(long[1]) * 60 + Number(long[2] ?? 0) * 6 + Number(long[3] ?? 0));
  const short = plain.exec(typed);
  return short === null ? undefined : lasting(Number(short[1]));
}

/** spentText writes a time the way parseSpent reads it, for an input. */
export function spentText({ minutes, from, to }: Spent): string {
  if (from !== undefined && to !== undefined) return `${from}–${to}`;
  return minutes === undefined ? "" : String(minutes);
}

/** minutesOf returns how long something took, 0 when that was not given. */
export function minutesOf({ minutes, from, to }: Spent): number {
  if (from === undefined || to === undefined) return minutes ?? 0;
  const end = to === "24:00" ? dayMinutes : toMinutes(to.slice(0, 2), to.slice(3));
  return end - toMinutes(from.slice(0, 2), from.slice(3));
}

function lasting(minutes: number): Spent | undefined {
  return minutes >= 1 && minutes <= dayMinutes ? { minutes } : undefined;
}

function between(from: number, to: number): Spent | undefined {
  if (Number.isNaN(from) || Number.isNaN(to) || from >= to) return undefined;
  return { minutes: to - from, from: clockText(from), to: clockText(to) };
}

/** toMinutes returns the minutes since midnight, 0 to 1439, or NaN. */
function toMinutes(hour: string | undefined, minute: string | undefined): number {
  const h = Number(hour);
  const m = Number(minute ?? 0);
  return h < 24 && m < 60 ? h * 60 + m : Number.NaN;
}

/** endOfDay reads "24:00", which is no time of a day but may end one. */
function endOfDay([, , , hour, minute]: RegExpExecArray): number {
  return Number(hour) === 24 && Number(minute ?? 0) === 0 ? dayMinutes : Number.NaN;
}

function clockText(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
