import { newKey } from "@/shared/api/client";
import type { DiaryEntry, DiaryPeriodDay } from "@/shared/api/types";
import { deviceTime, type Line, type Sheet, tidy } from "../model/sheet";
import { minutesOf } from "../model/time";

/** How many days back lines are looked for; the server tells of as many at once. */
export const reuseDays = 42;

const fewest = 2;
const most = 8;

/** A line that its author writes again and again (hay dùng). */
export interface Frequent {
  text: string;
  /** Of its latest use, 0 when that said none. */
  minutes: number;
  times: number;
}

/**
 * frequentLines are the texts that stand in at least two days, the most frequent first, of equal ones the latest: at most
 * eight. What was kept from a suggestion tells of one day only and is left out.
 */
export function frequentLines(days: DiaryPeriodDay[], sheet: Sheet): Frequent[] {
  const here = textsOf(sheet);
  const found = new Map<string, Frequent & { latest: string }>();
  for (const { date, lines } of days.toSorted((a, b) => a.date.localeCompare(b.date))) {
    for (const line of onceEach(lines.filter(({ source }) => source === undefined))) {
      const text = tidy(line.text);
      const times = (found.get(text)?.times ?? 0) + 1;
      found.set(text, { text, minutes: minutesOf(line), times, latest: date });
    }
  }
  return [...found.values()]
    .filter(({ text, times }) => times >= fewest && !here.has(text))
    .sort((a, b) => b.times - a.times || b.latest.localeCompare(a.latest) || a.text.localeCompare(b.text))
    .slice(0, most)
    .map(({ text, minutes, times }) => ({ text, minutes, times }));
}

/** lastWritten is the latest day before the one that is written which has lines. */
export function lastWritten(days: DiaryPeriodDay[]): DiaryPeriodDay | undefined {
  return days.toSorted((a, b) => b.date.localeCompare(a.date)).find(({ lines }) => lines.length > 0);
}

/**
 * copiesOf are the lines of another day as new ones, without those that stand here already: what was done and for how long.
 * Their result was that day's, and a task is named only while it is among mine.
 */
export function copiesOf(lines: DiaryEntry[], sheet: Sheet, mine: ReadonlySet<string>): Line[] {
  const here = textsOf(sheet);
  return onceEach(lines)
    .filter(({ text }) => !here.has(tidy(text)))
    .map((line) =>
      newLine(line.text, minutesOf(line), line.unplanned, line.task && mine.has(line.task.id) ? line.task : undefined),
    );
}

/** newLine makes a line of a text, with the minutes it usually takes, 0 for none. */
export function newLine(text: string, minutes: number, unplanned = false, task?: Line["task"]): Line {
  return { key: newKey(), text, unplanned, task, minutes: minutes > 0 ? minutes : undefined, ...deviceTime() };
}

function textsOf(sheet: Sheet): Set<string> {
  return new Set(sheet.lines.map(({ text }) => tidy(text)));
}

/** onceEach leaves out lines whose text stands before them. */
function onceEach(lines: DiaryEntry[]): DiaryEntry[] {
  return lines.filter((line, i) => lines.findIndex(({ text }) => tidy(text) === tidy(line.text)) === i);
}
