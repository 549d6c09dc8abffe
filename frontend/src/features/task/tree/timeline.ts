import type { Task, TaskNode, TaskRow } from "@/shared/api/types";
import { addDays, dayOf, startOfWeek } from "@/shared/format/date";

/** A task of a tree in time: from when its term runs, its last day, and when it was handed in. */
export interface TimelineRow {
  row: TaskRow;
  /** 0 is the task whose tree it is. */
  depth: number;
  from: string;
}

/** Days both in, as shares of the whole width, 0 to 1. */
export interface Span {
  start: number;
  end: number;
}

/** What is drawn of one task; each part is missing where there is nothing of it. */
export interface Bar {
  /** The term, from the day it runs to the deadline. */
  term?: Span;
  /** What of it has passed until the work was handed in, or until today; without a deadline the whole time. */
  done?: Span;
  /** What lies beyond the deadline. */
  late?: Span;
}

/** The days that a timeline shows, both in. */
export interface Range {
  from: string;
  to: string;
}

const dayMs = 86_400_000;

/** daysFrom is how many days lie from one day to another. */
function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** timelineRows are a task and all below it, in the order of the tree. */
export function timelineRows(task: Task, nodes: readonly TaskNode[]): TimelineRow[] {
  const from = task.due.rule.start ?? dayOf(task.steps[0]?.at ?? task.createdAt);
  return [{ row: task, depth: 0, from }, ...nodes.map((node) => ({ row: node, depth: node.depth, from: node.from }))];
}

/** endOf is the last day on which work was on its way: when it was handed in, today while it is open, nothing when it was dropped. */
export function endOf({ state, submittedAt, paused }: TaskRow, today: string): string | undefined {
  if (submittedAt !== undefined) return dayOf(submittedAt);
  const running = state === "assigned" || state === "in_progress" || (state === "paused" && paused !== undefined);
  return running ? today : undefined;
}

/** rangeOf are the days that hold every bar and today, with one day of air at each end. */
export function rangeOf(rows: readonly TimelineRow[], today: string): Range {
  const days = [today, ...rows.flatMap(({ row, from }) => [from, row.dueOn, endOf(row, today)])].filter(
    (day) => day !== undefined,
  );
  days.sort();
  return { from: addDays(days[0] ?? today, -1), to: addDays(days.at(-1) ?? today, 1) };
}

/** spanOf places days, both in, in a range. */
export function spanOf(range: Range, from: string, to: string): Span {
  const all = daysFrom(range.from, range.to) + 1;
  return { start: daysFrom(range.from, from) / all, end: (daysFrom(range.from, to) + 1) / all };
}

/** barOf is what is drawn of a task. */
export function barOf({ row, from }: TimelineRow, range: Range, today: string): Bar {
  const end = endOf(row, today);
  const due = row.dueOn;
  const bar: Bar = {};
  if (due !== undefined && due >= from) bar.term = spanOf(range, from, due);
  if (end === undefined || end < from) return bar;
  const inTime = due === undefined || end <= due ? end : due;
  if (inTime >= from) bar.done = spanOf(range, from, inTime);
  if (due !== undefined && end > due)
    bar.late = spanOf(range, addDays(due < from ? from : due, due < from ? 0 : 1), end);
  return bar;
}

/** offSpans are the days on which nobody works, neighbours together. */
export function offSpans(range: Range, days: readonly { date: string; working: boolean }[]): Span[] {
  const spans: { from: string; to: string }[] = [];
  for (const { date, working } of days) {
    if (working || date < range.from || date > range.to) continue;
    const last = spans.at(-1);
    if (last !== undefined && addDays(last.to, 1) === date) last.to = date;
    else spans.push({ from: date, to: date });
  }
  return spans.map(({ from, to }) => spanOf(range, from, to));
}

/** ticksOf are the days written over a timeline: Mondays of a short one, else the first of months, or of years. */
export function ticksOf({ from, to }: Range): string[] {
  const length = daysFrom(from, to);
  if (length <= 50) return every(addDays(startOfWeek(from), 7), to, (day) => addDays(day, length <= 25 ? 7 : 14));
  const months = Math.ceil(length / 30.4 / 8);
  return every(nextMonth(from, 1), to, (day) => nextMonth(day, months));
}

function every(first: string, to: string, next: (day: string) => string): string[] {
  const days: string[] = [];
  for (let day = first; day <= to; day = next(day)) days.push(day);
  return days;
}

function nextMonth(day: string, n: number): string {
  const all = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + n;
  return `${String(Math.floor(all / 12)).padStart(4, "0")}-${String((all % 12) + 1).padStart(2, "0")}-01`;
}
