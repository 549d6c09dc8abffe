/**
 * parseDay reads a day as people type it, day first: "6/5/2026", "06.05.2026", "06-05-26". Nothing for anything else, and for
 * days no month has: a slip of the finger must not become another day.
 */
export function parseDay(typed: string): string | undefined {
  const match = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\s*$/.exec(typed);
  if (match === null) return undefined;
  const [, date = "", month = "", year = ""] = match;
  const day = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const read = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day ? undefined : day;
}
