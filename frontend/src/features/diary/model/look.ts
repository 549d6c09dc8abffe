import type { DiaryRow } from "@/shared/api/types";

/** Why a submitted day deserves a look before it is confirmed. */
export type Look = "late" | "long" | "empty";

// More than a person works in a day without a word about it (spec/diary-roster.md §1).
const longMinutes = 12 * 60;

/**
 * lookAt says what about a submitted day deserves a look: lines written after the day, more than twelve hours, nothing
 * written at all. An ordinary day has none and is confirmed with the others.
 */
export function lookAt({ late, minutes, entries }: Pick<DiaryRow, "late" | "minutes" | "entries">): Look[] {
  const looks: Look[] = [];
  if (late) looks.push("late");
  if (minutes > longMinutes) looks.push("long");
  if (entries === 0) looks.push("empty");
  return looks;
}
