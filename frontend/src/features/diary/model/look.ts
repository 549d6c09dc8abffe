import type { DiaryRow } from "@/shared/api/types";

/** Why a submitted day deserves a look before it is confirmed. */
export type Look = "corrected" | "late" | "long" | "empty";

// More than a person works in a day without a word about it (spec/diary-roster.md §1).
const longMinutes = 12 * 60;

/** What of a row says whether it deserves a look. */
type Looked = Pick<DiaryRow, "correction" | "late" | "minutes" | "entries">;

/**
 * lookAt says what about a submitted day deserves a look: a correction of what was sent before, lines written after the day,
 * more than twelve hours, nothing written at all. An ordinary day has none and is confirmed with the others.
 */
export function lookAt({ correction, late, minutes, entries }: Looked): Look[] {
  const looks: Look[] = [];
  if (correction?.waiting) looks.push("corrected");
  if (late) looks.push("late");
  if (minutes > longMinutes) looks.push("long");
  if (entries === 0) looks.push("empty");
  return looks;
}
