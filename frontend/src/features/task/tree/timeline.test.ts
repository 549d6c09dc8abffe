import { expect, test } from "vitest";
import type { TaskRow } from "@/shared/api/types";
import { rowOf, taskOf } from "../model/fixtures";
import { barOf, endOf, offSpans, rangeOf, spanOf, ticksOf, timelineRows } from "./timeline";

const today = "2026-04-29";
const range = { from: "2026-04-21", to: "2026-04-30" }; // ten days
const rowFrom = (from: string, change: Partial<TaskRow>) => ({ row: rowOf("1", change), depth: 1, from });

test("days are placed by whole days, both in", () => {
  expect(spanOf(range, "2026-04-21", "2026-04-30")).toEqual({ start: 0, end: 1 });
  expect(spanOf(range, "2026-04-22", "2026-04-22")).toEqual({ start: 0.1, end: 0.2 });
});

test.each<[string, Partial<TaskRow>, object]>([
  ["in time and open", { dueOn: "2026-04-30" }, { term: [0.2, 1], done: [0.2, 0.9] }],
  ["late and open", { dueOn: "2026-04-27" }, { term: [0.2, 0.7], done: [0.2, 0.7], late: [0.7, 0.9] }],
  [
    "handed in early",
    { state: "submitted", dueOn: "2026-04-28", submittedAt: "2026-04-25T03:00:00Z" },
    { term: [0.2, 0.8], done: [0.2, 0.5] },
  ],
  // 17:30 UTC is past midnight here: the day after.
  [
    "handed in late",
    { state: "completed", dueOn: "2026-04-24", submittedAt: "2026-04-25T17:30:00Z" },
    { term: [0.2, 0.4], done: [0.2, 0.4], late: [0.4, 0.6] },
  ],
  ["without a deadline", { dueOn: undefined }, { done: [0.2, 0.9] }],
  ["dropped", { state: "cancelled", dueOn: "2026-04-27" }, { term: [0.2, 0.7] }],
  ["not given yet", { state: "draft", dueOn: "2026-04-27" }, { term: [0.2, 0.7] }],
  ["due before it was given", { dueOn: "2026-04-22" }, { late: [0.2, 0.9] }],
])("work %s", (_, change, want) => {
  const bar = barOf(rowFrom("2026-04-23", change), range, today);
  const rounded = Object.fromEntries(
    Object.entries(bar).map(([part, { start, end }]) => [part, [start, end].map((x) => Math.round(x * 1e6) / 1e6)]),
  );
  expect(rounded).toEqual(want);
});

test("the task stands first, and the range holds everything, with a day of air", () => {
  const task = taskOf({ dueOn: "2026-05-06" });
  const rows = timelineRows(task, [
    { ...rowOf("2", { dueOn: "2026-05-20" }), depth: 1, from: "2026-04-27" },
    { ...rowOf("3", { dueOn: undefined }), depth: 2, from: "2026-03-30" },
  ]);
  expect(rows.map(({ depth, from }) => [depth, from])).toEqual([
    [0, "2026-04-24"],
    [1, "2026-04-27"],
    [2, "2026-03-30"],
  ]);
  expect(rangeOf(rows, today)).toEqual({ from: "2026-03-29", to: "2026-05-21" });
  expect(rangeOf(rows, "2026-06-01").to).toBe("2026-06-02");
});

test("work that rests is on its way, what was taken back is not", () => {
  const paused = { by: { id: "t", name: "T" }, at: "", until: "2026-05-04", reason: "", from: "in_progress" } as const;
  expect(endOf(rowOf("1", { state: "paused", paused }), today)).toBe(today);
  expect(endOf(rowOf("1", { state: "recalled" }), today)).toBeUndefined();
});

test("days off stand together, those outside are left out", () => {
  const off = (date: string, working = false) => ({ date, working });
  const days = [
    off("2026-04-20"),
    off("2026-04-25"),
    off("2026-04-26"),
    off("2026-04-27", true),
    off("2026-04-30"),
    off("2026-05-01"),
  ];
  expect(offSpans(range, days)).toEqual([
    spanOf(range, "2026-04-25", "2026-04-26"),
    spanOf(range, "2026-04-30", "2026-04-30"),
  ]);
});

test.each([
  ["2026-04-20", "2026-05-08", ["2026-04-27", "2026-05-04"]],
  ["2026-04-20", "2026-06-01", ["2026-04-27", "2026-05-11", "2026-05-25"]],
  ["2026-01-15", "2026-05-10", ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]],
  ["2025-06-10", "2027-06-09", ["2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"]],
])("from %s to %s it says %j", (from, to, want) => {
  const ticks = ticksOf({ from, to });
  expect(ticks.slice(0, want.length)).toEqual(want);
  expect(ticks.length).toBeLessThanOrEqual(10);
});
