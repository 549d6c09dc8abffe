import type { DiaryEntry, DiaryVersion } from "@/shared/api/types";
import { lineText } from "../model/merge";

/** What became of a line from one version of a day to the next one people read. */
export interface LineChange {
  id: string;
  kind: "same" | "added" | "changed" | "removed";
  /** The line in this version; of a removed one as it was before. */
  entry: DiaryEntry;
  /** How it read before, of a changed line. */
  before?: string;
}

/** changesOf compares a version with the one before it, undefined for the first: every line of both, removed ones last. */
export function changesOf(version: DiaryVersion, before: DiaryVersion | undefined): LineChange[] {
  const former = new Map(before?.entries.map((entry) => [entry.id, entry]));
  const now = version.entries.map((entry): LineChange => {
    const old = former.get(entry.id);
    former.delete(entry.id);
    if (before === undefined) return { id: entry.id, kind: "same", entry };
    if (old === undefined) return { id: entry.id, kind: "added", entry };
    const text = textOf(old);
    if (text === textOf(entry)) return { id: entry.id, kind: "same", entry };
    return { id: entry.id, kind: "changed", entry, before: text };
  });
  const gone = [...former.values()].map((entry): LineChange => ({ id: entry.id, kind: "removed", entry }));
  return [...now, ...gone];
}

/** textOf writes a stored line as one text: when, what, for which task, with what result. */
export function textOf(entry: DiaryEntry): string {
  return lineText({ key: entry.id, ...entry });
}
