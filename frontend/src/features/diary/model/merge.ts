import type { DiaryDay } from "@/shared/api/types";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { autoChoice, type Choices, type ConflictField } from "@/shared/ui/ConflictDialog";
import { type Line, namedLike, type Sheet, sameLine, sheetOf, tidy } from "./sheet";
import { minutesOf, spentText } from "./time";

/** Three versions of one day: what both started from, what stands on this screen, what is stored now. */
export interface Versions {
  base: Sheet;
  mine: Sheet;
  theirs: Sheet;
}

/**
 * versionsOf lines the three versions up. Lines are the same by their key. tries are the sheets that were sent without an answer:
 * what is stored as one of them has it is one's own, so that a lost answer doubles nothing and asks nothing.
 */
export function versionsOf(started: Sheet, written: Sheet, day: DiaryDay, tries: readonly Sheet[]): Versions {
  const theirs = sheetOf(day);
  const [base, mine] = [namedLike(started, theirs), namedLike(written, theirs)];
  const sent = tries.map((sheet) => namedLike(sheet, theirs));
  const stored = new Map(theirs.lines.map((line) => [line.key, line]));
  const tried = (key: string) => sent.map((sheet) => lineOf(sheet, key)).filter((line) => line !== undefined);
  const lines = base.lines.filter((line) => stored.has(line.key) || sent.every((sheet) => lineOf(sheet, line.key)));
  for (const line of theirs.lines) {
    const known = lines.findIndex(({ key }) => key === line.key);
    const own = tried(line.key).find((one) => sameLine(one, line)) === undefined ? tried(line.key).at(-1) : line;
    if (known === -1 && own !== undefined) lines.push({ ...own, id: line.id });
    else if (known !== -1 && own === line) lines[known] = line;
  }
  const known = <T>(part: (sheet: Sheet) => T) =>
    sent.some((sheet) => part(sheet) === part(theirs)) ? part(theirs) : part(base);
  return {
    base: {
      place: { am: known((sheet) => sheet.place.am), pm: known((sheet) => sheet.place.pm) },
      lines,
      plan: known((sheet) => tidy(sheet.plan)),
      difficulties: known((sheet) => tidy(sheet.difficulties)),
    },
    mine: { ...mine, lines: mine.lines.map((line) => withIdOf(line, stored.get(line.key))) },
    theirs,
  };
}

function lineOf(sheet: Sheet, key: string): Line | undefined {
  return sheet.lines.find((line) => line.key === key);
}

/** withIdOf gives a line what the server knows of it. */
function withIdOf(line: Line, stored: Line | undefined): Line {
  if (stored === undefined || line.id !== undefined) return line;
  return { ...line, id: stored.id, createdAt: stored.createdAt, changedAt: stored.changedAt, late: stored.late };
}

/** conflictFields lists the parts of a day in the three versions, as texts to be shown side by side. */
export function conflictFields({ base, mine, theirs }: Versions): ConflictField[] {
  const keys = [...new Set([...theirs.lines, ...mine.lines].map((line) => line.key))];
  const each = (text: (sheet: Sheet) => string) => ({ base: text(base), mine: text(mine), theirs: text(theirs) });
  const line = (sheet: Sheet, key: string) => lineText(lineOf(sheet, key));
  return [
    { key: "am", label: t("diary.am"), ...each((sheet) => t(`place.${sheet.place.am}`)) },
    { key: "pm", label: t("diary.pm"), ...each((sheet) => t(`place.${sheet.place.pm}`)) },
    ...keys.map((key, i) => ({
      key,
      label: t("diary.line.n", { n: i + 1 }),
      ...each((sheet) => line(sheet, key)),
    })),
    { key: "plan", label: t("diary.plan"), ...each((sheet) => tidy(sheet.plan)) },
    { key: "difficulties", label: t("diary.difficulties"), ...each((sheet) => tidy(sheet.difficulties)) },
  ];
}

/** collides reports whether both changed the same part, so that a person must choose. */
export function collides(fields: ConflictField[]): boolean {
  return fields.some((field) => autoChoice(field) === undefined);
}

/** mergeSheets takes each part from the side chosen for it; lines keep the order of this screen, others come last. */
export function mergeSheets({ mine, theirs }: Versions, choices: Choices): Sheet {
  const sheet = (key: string) => (choices[key] === "theirs" ? theirs : mine);
  const keys = [...new Set([...mine.lines, ...theirs.lines].map((line) => line.key))];
  const lines = keys.map((key) => lineOf(sheet(key), key)).filter((line) => line !== undefined);
  return {
    place: { am: sheet("am").place.am, pm: sheet("pm").place.pm },
    lines,
    plan: sheet("plan").plan,
    difficulties: sheet("difficulties").difficulties,
  };
}

/** lineText writes a whole line as one text, "" for a line that a version does not have. */
export function lineText(line: Line | undefined): string {
  if (line === undefined) return "";
  const time = line.from === undefined ? line.minutes && formatMinutes(minutesOf(line)) : spentText(line);
  const parts = [
    time,
    tidy(line.text),
    line.task?.code,
    line.unplanned ? t("diary.unplanned") : undefined,
    tidy(line.result),
  ];
  return parts.filter(Boolean).join(" · ");
}
