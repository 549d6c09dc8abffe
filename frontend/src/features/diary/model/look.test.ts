import { expect, test } from "vitest";
import { lookAt } from "./look";

test.each([
  { row: { late: false, minutes: 480, entries: 4 }, want: [] },
  { row: { late: false, minutes: 720, entries: 4 }, want: [] },
  { row: { late: false, minutes: 0, entries: 2 }, want: [] },
  { row: { late: false, minutes: 721, entries: 4 }, want: ["long"] },
  { row: { late: true, minutes: 480, entries: 4 }, want: ["late"] },
  {
    row: {
      late: false,
      minutes: 480,
      entries: 4,
      correction: { count: 1, at: "", reason: "", waiting: true, confirmed: true },
    },
    want: ["corrected"],
  },
  {
    row: {
      late: false,
      minutes: 480,
      entries: 4,
      correction: { count: 1, at: "", reason: "", waiting: false, confirmed: true },
    },
    want: [],
  },
  { row: { late: false, minutes: 0, entries: 0 }, want: ["empty"] },
  { row: { late: true, minutes: 900, entries: 9 }, want: ["late", "long"] },
] as const)("a day of $row deserves a look for $want", ({ row, want }) => {
  expect(lookAt(row)).toEqual(want);
});
