import { expect, test } from "vitest";
import { rowOf } from "../model/fixtures";
import { byDay, lastDay, monthAfter, monthFilter, stepOf, weeks } from "./month";

test.each([
  ["2026-01", -1, "2025-12"],
  ["2026-12", 1, "2027-01"],
  ["2026-05", -17, "2024-12"],
])("%s and %i months is %s", (month, n, want) => {
  expect(monthAfter(month, n)).toBe(want);
});

test("a month ends on its last day", () => {
  expect(["2026-02", "2028-02", "2026-12"].map(lastDay)).toEqual(["2026-02-28", "2028-02-29", "2026-12-31"]);
});

test("weeks begin on Monday and hold the days of the month alone", () => {
  const all = weeks("2026-11"); // begins on a Sunday
  expect(all).toHaveLength(6);
  expect(all[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, "2026-11-01"]);
  expect(all.flat().filter((day) => day !== undefined)).toHaveLength(30);
});

test("tasks stand on the day they are due, those without a deadline nowhere", () => {
  const days = byDay([
    rowOf("1", { dueOn: "2026-11-03" }),
    rowOf("2", { dueOn: "2026-11-03" }),
    rowOf("3", { dueOn: undefined }),
  ]);
  expect([...days].map(([day, rows]) => [day, rows.map(({ id }) => id)])).toEqual([["2026-11-03", ["1", "2"]]]);
});

test("a month keeps what the list is narrowed by", () => {
  const list = { tab: "unit", state: "open", sort: "due", q: "báo cáo", narrow: { urgency: "khan" } } as const;
  expect(monthFilter(list, "2026-11")).toEqual({
    tab: "unit",
    state: "open",
    q: "báo cáo",
    urgency: "khan",
    from: "2026-11-01",
    to: "2026-11-30",
    limit: 100,
  });
});

test("arrows move by days and weeks", () => {
  expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "a"].map(stepOf)).toEqual([-1, 1, -7, 7, undefined]);
});
