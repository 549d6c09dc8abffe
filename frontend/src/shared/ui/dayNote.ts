import type { DueDay } from "@/shared/api/types";
import { fold } from "@/shared/format/name";
import { t } from "@/shared/i18n";

/** The days that give a calendar of a deadline its words; undefined while unknown. */
export interface NotedDays {
  /** The server's day. */
  today?: string;
  /** The day the task is given; a term may run from another. */
  given?: string;
}

/** dayNote is the word below a day of a deadline, short enough for its cell; plainOff is for days off without a name. */
export function dayNote(day: DueDay, { today, given }: NotedDays, plainOff: string): string {
  if (day.mark === "due") return t("strip.due");
  if (day.mark === "start") return day.date === given ? t("strip.start") : t("strip.from");
  if (!day.working) return day.why === undefined ? plainOff : dayOffWord(day.why);
  if (day.n !== undefined) return String(day.n);
  return day.mark === "today" || day.date === today ? t("strip.today") : "\u00a0";
}

/** dayOffWord says in a word or two what kind of day off a name means; the whole name is the title of the cell. */
export function dayOffWord(why: string): string {
  const name = fold(why);
  if (name.startsWith("nghi bu")) return t("strip.inLieu");
  return name.startsWith("nghi hoan doi") ? t("strip.swapped") : t("strip.holiday");
}

/** isToday reports whether a day is today: the server marks only the first thing that a day is. */
export function isToday(day: DueDay, { today }: NotedDays): boolean {
  return day.mark === "today" || day.date === today;
}
