import { t } from "@/shared/i18n";
import { lineText } from "../model/merge";
import { type Line, sameLine, tidy, written } from "../model/sheet";
import type { Waiting } from "./queue";

/** One thing that the server does not have: a line written, changed or removed, another part of the day, or that it is sent. */
export interface Change {
  key: string;
  kind: "added" | "changed" | "removed" | "place" | "plan" | "difficulties" | "submit";
  /** What it says, as its reader wrote it; "" for a part that was emptied, and for the sending. */
  text: string;
  /** When the line was written by the clock of this device. */
  at: string | undefined;
}

/** changesOf lists what waits of a day, in the order in which it goes: its lines, its other parts, and last that it is sent. */
export function changesOf({ kept: { base, sheet, submit } }: Pick<Waiting, "kept">): Change[] {
  const changes: Change[] = [];
  const before = new Map(base.lines.map((line) => [line.key, line]));
  const said = (key: string, kind: Change["kind"], line: Line) =>
    changes.push({ key, kind, text: lineText(line), at: line.deviceAt });
  for (const line of written(sheet)) {
    const known = before.get(line.key);
    before.delete(line.key);
    if (known === undefined) said(line.key, "added", line);
    else if (!sameLine(known, line)) said(line.key, "changed", line);
  }
  const left = new Set(sheet.lines.map((line) => line.key));
  for (const [key, line] of before) if (!left.has(key)) said(key, "removed", { ...line, deviceAt: undefined });
  if (sheet.place.am !== base.place.am || sheet.place.pm !== base.place.pm) {
    const [am, pm] = [t(`diary.place.${sheet.place.am}`), t(`diary.place.${sheet.place.pm}`)];
    changes.push({ key: "place", kind: "place", text: t("diary.place.halves", { am, pm }), at: undefined });
  }
  for (const part of ["plan", "difficulties"] as const) {
    if (tidy(sheet[part]) !== tidy(base[part])) {
      changes.push({ key: part, kind: part, text: tidy(sheet[part]), at: undefined });
    }
  }
  if (submit) changes.push({ key: "submit", kind: "submit", text: "", at: undefined });
  return changes;
}

/** countWaiting is how much the server does not have, over all days. */
export function countWaiting(rows: readonly Waiting[]): number {
  return rows.reduce((sum, row) => sum + changesOf(row).length, 0);
}
