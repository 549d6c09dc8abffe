import { type MessageKey, t } from "@/shared/i18n";

// A day is a string "2026-03-02" from end to end; it becomes a Date only here, at noon UTC, to ask for its weekday.
const dayMs = 86_400_000;

/** Parts of a day string. */
function parts(day: string): { year: string; month: string; date: string } {
  const [year = "", month = "", date = ""] = day.split("-");
  return { year, month, date };
}

/** formatDay writes "2026-05-06" as 06/05/2026. */
export function formatDay(day: string): string {
  const { year, month, date } = parts(day);
  return `${date}/${month}/${year}`;
}

/** formatDayShort writes 06/05; only where the year is plain from what stands around it. */
export function formatDayShort(day: string): string {
  const { month, date } = parts(day);
  return `${date}/${month}`;
}

/** formatDayNear writes 06/05 for a day of today's year and 06/05/2026 for any other. */
export function formatDayNear(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? formatDayShort(day) : formatDay(day);
}

/** formatMonth writes "2026-05" as 05/2026. */
export function formatMonth(period: string): string {
  const { year, month } = parts(period);
  return `${month}/${year}`;
}

/** weekdayOf returns 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

/** weekdayShort returns T2 … CN. */
export function weekdayShort(day: string): string {
  return t(`weekday.short.${weekdayOf(day)}` as MessageKey);
}

/** weekdayName returns thứ Hai … Chủ nhật. */
export function weekdayName(day: string): string {
  return t(`weekday.${weekdayOf(day)}` as MessageKey);
}

/** formatDayLong writes "thứ Tư, 06/05/2026". */
export function formatDayLong(day: string): string {
  return `${weekdayName(day)}, ${formatDay(day)}`;
}

/** formatDayTitle writes "Thứ Tư, 06/05/2026", as a title begins. */
export function formatDayTitle(day: string): string {
  const long = formatDayLong(day);
  return long.charAt(0).toLocaleUpperCase("vi") + long.slice(1);
}

/** formatDayHeading writes "Thứ Tư, 29 tháng 4", the title of a page about a day. */
export function formatDayHeading(day: string): string {
  const { month, date } = parts(day);
  const name = t("date.heading", { weekday: weekdayName(day), day: Number(date), month: Number(month) });
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** isDay tells whether a text is a day of the calendar, as an address may hold anything. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T12:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** addDays moves a day by n calendar days. Working days are counted by the server alone. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + n * dayMs).toISOString().slice(0, 10);
}

/** startOfWeek returns the Monday of day's week. */
export function startOfWeek(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

// Whatever zone the machine is set to, an instant is shown as it was in Viet Nam.
const instantFormat = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Ho_Chi_Minh",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function instantParts(instant: string): Record<string, string> {
  return Object.fromEntries(instantFormat.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
}

/** dayOf returns the day in Viet Nam on which instant fell. */
export function dayOf(instant: string): string {
  const p = instantParts(instant);
  return `${p.year}-${p.month}-${p.day}`;
}

/** formatTime writes an instant's time as 16:08. */
export function formatTime(instant: string): string {
  const p = instantParts(instant);
  return `${p.hour}:${p.minute}`;
}

/** formatInstant writes an instant as "16:08, 29/04/2026". */
export function formatInstant(instant: string): string {
  return `${formatTime(instant)}, ${formatDay(dayOf(instant))}`;
}

/** formatInstantWhen says in a sentence when an instant was: "lúc 16:08" today, else "ngày 28/04" or "ngày 28/04/2025". */
export function formatInstantWhen(instant: string, today: string): string {
  const at = formatInstantNear(instant, today);
  return dayOf(instant) === today ? t("when.time", { time: at }) : t("when.day", { day: at });
}

/** formatInstantNear writes the shortest form that is still plain: 16:08 today, 28/04 this year, else 28/04/2025. */
export function formatInstantNear(instant: string, today: string): string {
  const day = dayOf(instant);
  return day === today ? formatTime(instant) : formatDayNear(day, today);
}
