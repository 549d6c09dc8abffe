import { newKey } from "@/shared/api/client";
import type { DiaryDay, DiaryEntry, DiaryInput, DiarySuggestion } from "@/shared/api/types";
import { minutesOf } from "./time";

/**
 * One line while it is written. id, createdAt and late are the server's; key is the line's name on every device from its first
 * letter on, so that one that is sent twice is one.
 */
export interface Line extends Partial<Omit<DiaryEntry, "text" | "unplanned" | "key">> {
  key: string;
  text: string;
  unplanned: boolean;
}

/** What an author writes of a day. */
export interface Sheet {
  place: DiaryDay["place"];
  lines: Line[];
  plan: string;
  difficulties: string;
}

/** Who holds a sheet that is being written: a keeper, or the draft of a correction. */
export interface Edits {
  edit: (change: (sheet: Sheet) => Sheet) => void;
}

/** sheetOf is a day's content as it is stored. */
export function sheetOf(day: DiaryDay): Sheet {
  const { place, entries, plan, difficulties } = day;
  return { place, lines: entries.map((entry) => ({ ...entry, key: entry.key ?? entry.id })), plan, difficulties };
}

/** inputOf is the sheet as the server takes it. Lines without text are not sent. */
export function inputOf(sheet: Sheet, version: number): DiaryInput {
  const { place, plan, difficulties } = sheet;
  const entries = written(sheet).map((line) => ({
    id: line.id,
    key: line.key === line.id ? undefined : line.key,
    text: tidy(line.text),
    task: line.task?.id,
    minutes: line.minutes,
    from: line.from,
    to: line.to,
    result: tidy(line.result) || undefined,
    unplanned: line.unplanned,
    source: line.source,
    deviceAt: line.deviceAt,
  }));
  return { version, place, entries, plan: tidy(plan), difficulties: tidy(difficulties) };
}

/** tidy is a text as the server stores it: composed letters, no blanks around it. */
export function tidy(text = ""): string {
  return text.normalize("NFC").trim();
}

/** written are the lines that have text. */
export function written(sheet: Sheet): Line[] {
  return sheet.lines.filter((line) => tidy(line.text) !== "");
}

// What tells lines apart, and when they were written, is not what they say.
const unsaid = ["deviceAt", "key"];

/** sameSheet reports whether saving either would store the same. */
export function sameSheet(a: Sheet, b: Sheet): boolean {
  const said = (sheet: Sheet) =>
    JSON.stringify(inputOf(sheet, 0), (key, value) => (unsaid.includes(key) ? undefined : value));
  return said(a) === said(b);
}

const nothing = { place: { am: "office", pm: "office" }, plan: "", difficulties: "" } as const;

/** sameLine reports whether two lines say the same, whether they are stored or not. */
export function sameLine(a: Line, b: Line): boolean {
  const alone = (line: Line) => ({ ...nothing, lines: [{ ...line, id: undefined }] });
  return sameSheet(alone(a), alone(b));
}

/** totalMinutes is the time of all lines that say one. */
export function totalMinutes(sheet: Sheet): number {
  return written(sheet).reduce((sum, line) => sum + minutesOf(line), 0);
}

/** lineFrom is the line that a suggestion (soạn sẵn) becomes when it is kept, with the minutes that it proposes. */
export function lineFrom({ text, task, source, minutes }: DiarySuggestion): Line {
  return {
    key: newKey(),
    text,
    task,
    unplanned: false,
    source,
    minutes: minutes > 0 ? minutes : undefined,
    ...deviceTime(),
  };
}

/** withLines returns the sheet with more lines at its end. */
export function withLines(sheet: Sheet, lines: Line[]): Sheet {
  return { ...sheet, lines: [...sheet.lines, ...lines] };
}

/** deviceTime is the time of this device, right or wrong, as it goes with a line that is written now. */
export function deviceTime(): { deviceAt: string } {
  return { deviceAt: new Date().toISOString() };
}

/** withLine returns the sheet with the line of that key changed. */
export function withLine(sheet: Sheet, key: string, change: Partial<Line>): Sheet {
  return {
    ...sheet,
    lines: sheet.lines.map((line) => (line.key === key ? { ...line, ...change, ...deviceTime() } : line)),
  };
}

/** withoutLine returns the sheet without the line of that key. */
export function withoutLine(sheet: Sheet, key: string): Sheet {
  return { ...sheet, lines: sheet.lines.filter((line) => line.key !== key) };
}

/** withStored gives the lines of a sheet what the server knows of them: those of sent got the entries in their order. */
export function withStored(sheet: Sheet, sent: Sheet, entries: DiaryEntry[]): Sheet {
  const stored = new Map(written(sent).map((line, i) => [line.key, entries[i]]));
  const lines = sheet.lines.map((line) => {
    const entry = stored.get(line.key);
    return entry === undefined
      ? line
      : { ...line, id: entry.id, createdAt: entry.createdAt, changedAt: entry.changedAt, late: entry.late };
  });
  return { ...sheet, lines };
}

/** notKept are the suggestions that no line of the sheet was made from. */
export function notKept(suggestions: DiarySuggestion[], sheet: Sheet): DiarySuggestion[] {
  const sources = new Set(sheet.lines.map((line) => line.source));
  return suggestions.filter((suggestion) => !sources.has(suggestion.source));
}

/** namedLike gives stored lines the names that another sheet has for them, so that they are the same lines in both. */
export function namedLike(sheet: Sheet, other: Sheet): Sheet {
  const names = new Map(other.lines.map(({ id, key }) => [id, key]));
  const lines = sheet.lines.map((line) => {
    const key = line.id === undefined ? undefined : names.get(line.id);
    return key === undefined || key === line.key ? line : { ...line, key };
  });
  return { ...sheet, lines };
}

/** notStored are the keys of the lines of a sheet that base, which the server has, lacks or has otherwise. */
export function notStored(base: Sheet, sheet: Sheet): Set<string> {
  const stored = new Map(base.lines.map((line) => [line.key, line]));
  const differs = (line: Line) => {
    const known = stored.get(line.key);
    return known === undefined || !sameLine(known, line);
  };
  return new Set(sheet.lines.filter(differs).map((line) => line.key));
}
