import { useRef, useState } from "react";
import { isConflict } from "@/shared/api/problem";
import type { DiaryDay } from "@/shared/api/types";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { type Choices, type ConflictField, merged } from "@/shared/ui/ConflictDialog";
import { collides, conflictFields, mergeSheets, type Versions, versionsOf } from "../model/merge";
import { type Edits, inputOf, type Sheet, sameSheet, sheetOf, tidy } from "../model/sheet";
import { useCorrect } from "../queries";

/** A correction while it is written: what it started from, how it stands, and why. */
export interface Held {
  version: number;
  base: Sheet;
  sheet: Sheet;
  reason: string;
}

/** A correction of a day (bổ sung, đính chính), and what can be done with it. */
export interface Correcting extends Edits {
  /** Undefined: none was begun. */
  held: Held | undefined;
  draft: Draft<Held | undefined>;
  start: () => void;
  setReason: (reason: string) => void;
  /** Something differs, and no stored line stands empty. */
  ready: boolean;
  send: (onSent: () => void) => void;
  sending: boolean;
  /** Why it was refused, unless both versions could be brought together. */
  error: Error | null;
  /** Another device changed other parts meanwhile: both stand here now. */
  joined: boolean;
  conflict: { theirs: DiaryDay; fields: ConflictField[]; mine: number } | undefined;
  /** Ends a conflict with the chosen parts, or (no choices) with the stored version. */
  resolve: (choices?: Choices) => void;
}

/** useCorrecting holds the correction of a day; what is typed survives a reload, a refusal and another device's change. */
export function useCorrecting(day: DiaryDay): Correcting {
  const draft = useDraft<Held | undefined>(`diary.correct.${day.date}`, undefined);
  const correct = useCorrect();
  const [joined, setJoined] = useState(false);
  const [theirs, setTheirs] = useState<DiaryDay>();
  // Several edits may come before the next render.
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const set = (held: Held) => {
    latest.current = held;
    draft.set(held);
  };
  const held = draft.value;
  const versions = (stored: DiaryDay, { base, sheet }: Held): Versions => versionsOf(base, sheet, stored, []);

  const meet = (error: unknown) => {
    const mine = latest.current;
    if (mine === undefined || !isConflict<DiaryDay>(error) || !error.current.acts.includes("correct")) return;
    const stored = error.current;
    if (stored.version === mine.version) return;
    const both = versions(stored, mine);
    const fields = conflictFields(both);
    if (collides(fields)) {
      setTheirs(stored);
      return;
    }
    set({ ...mine, version: stored.version, base: both.theirs, sheet: mergeSheets(both, merged(fields)) });
    setJoined(true);
    correct.reset();
  };

  return {
    held,
    draft,
    joined,
    start: () => set({ version: day.version, base: sheetOf(day), sheet: sheetOf(day), reason: "" }),
    edit: (change) => {
      const now = latest.current;
      if (now !== undefined) set({ ...now, sheet: change(now.sheet) });
    },
    setReason: (reason) => {
      const now = latest.current;
      if (now !== undefined) set({ ...now, reason });
    },
    ready:
      held !== undefined &&
      !sameSheet(held.sheet, held.base) &&
      held.sheet.lines.every((line) => line.id === undefined || tidy(line.text) !== ""),
    send: (onSent) => {
      if (held === undefined) return;
      setJoined(false);
      correct.mutate(
        { date: day.date, input: inputOf(held.sheet, held.version), reason: tidy(held.reason) },
        {
          onSuccess: () => {
            draft.clear();
            onSent();
          },
          onError: meet,
        },
      );
    },
    sending: correct.isPending,
    error: theirs === undefined ? correct.error : null,
    conflict:
      theirs !== undefined && held !== undefined
        ? { theirs, fields: conflictFields(versions(theirs, held)), mine: held.version }
        : undefined,
    resolve: (choices) => {
      const mine = latest.current;
      if (mine === undefined || theirs === undefined) return;
      const both = versions(theirs, mine);
      const sheet = choices === undefined ? both.theirs : mergeSheets(both, choices);
      set({ ...mine, version: theirs.version, base: both.theirs, sheet });
      setTheirs(undefined);
      correct.reset();
    },
  };
}
