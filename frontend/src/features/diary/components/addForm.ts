import { newKey } from "@/shared/api/client";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { lengthOf } from "@/shared/ui/Text";
import { deviceTime, type Line, tidy } from "../model/sheet";
import { parseSpent } from "../model/time";

/** A line that is being added. time is as it was typed. */
export interface Added {
  text: string;
  time: string;
  task?: Line["task"];
  unplanned: boolean;
}

/** The most characters of a line of the diary; the server takes as many. */
export const longestLine = 2000;

const nothing: Added = { text: "", time: "", unplanned: false };

/** The form of a new line: what it holds, whether it may be added, and adding it. */
export interface AddForm {
  value: Added;
  change: (change: Partial<Added>) => void;
  /** The time is none that can be understood. */
  wrongTime: boolean;
  /** The text is longer than a line may be. */
  tooLong: boolean;
  /** Returns false when something is missing; what was typed stays. */
  add: () => boolean;
}

/** useAddForm holds a new line of a day; what is typed survives a reload. */
export function useAddForm(date: string, onAdd: (line: Line) => void): AddForm {
  const { value, set, clear }: Draft<Added> = useDraft(`diary.add.${date}`, nothing);
  const spent = parseSpent(value.time);
  const tooLong = lengthOf(value.text) > longestLine;
  return {
    value,
    change: (change) => set({ ...value, ...change }),
    wrongTime: spent === undefined,
    tooLong,
    add: () => {
      const text = tidy(value.text);
      if (text === "" || tooLong || spent === undefined) return false;
      onAdd({ key: newKey(), text, task: value.task, unplanned: value.unplanned, ...spent, ...deviceTime() });
      clear();
      return true;
    },
  };
}
