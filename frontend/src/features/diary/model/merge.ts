import type { DiaryDay } from "@/shared/api/types";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { autoChoice, type Choices, type ConflictField } from "@/shared/ui/ConflictDialog";
import { type Line, type Sheet, sameSheet, sheetOf, tidy, withStored, written } from "./sheet";
import { minutesOf, spentText } from "./time";

/** Three versions of one day: what both started from, what stands on this screen, what is stored now. */
export interface Versions {
  base: Sheet;
  mine: Sheet;
  theirs: Sheet;
}

/**
 * versionsOf lines the three versions up. sent is what was last sent without an answer: those of its lines that are
 * stored now are the same lines, so that a lost answer doubles nothing.
 */
export function versionsOf(base: Sheet, mine: Sheet, day: DiaryDay, sent: Sheet | undefined): Versions {
  const theirs = sheetOf(day);
  if (sent === undefined || written(sent).length !== day.entries.length) return { base, mine, theirs };
  const stored = withStored(sent, sent, day.entries);
  if (!sameSheet(stored, theirs)) return { base, mine, theirs };
  return { base: theirs, mine: withStored(mine, sent, day.entries), theirs };
}

/** conflictFields lists the parts of a day in the three versions, as texts to be shown side by side. */
export function conflictFields({ base, mine, theirs }: Versions): ConflictField[] {
  const keys = [...new Set([...theirs.lines, ...mine.lines].map(nameOf))];
  const each = (text: (sheet: Sheet) => string) => ({ base: text(base), mine: text(mine), theirs: text(theirs) });
  const line = (sheet: Sheet, key: string) => lineText(sheet.lines.find((l) => nameOf(l) === key));
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
  const names = [...new Set([...mine.lines, ...theirs.lines].map(nameOf))];
  const lines = names
    .map((name) => sheet(name).lines.find((line) => nameOf(line) === name))
    .filter((line) => line !== undefined);
  return {
    place: { am: sheet("am").place.am, pm: sheet("pm").place.pm },
    lines,
    plan: sheet("plan").plan,
    difficulties: sheet("difficulties").difficulties,
  };
}

/** nameOf is what a line is known by in all versions: its id once it was stored. */
function nameOf(line: Line): string {
  return line.id ?? line.key;
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
