import { expect, it } from "vitest";
import { lowOf, pointsOf, segmentsOf } from "./trend";

const field = { left: 10, top: 5, width: 110, height: 100 };
const trend = [
  { period: "2026-01", total: "100", provisional: false },
  { period: "2026-02", provisional: false },
  { period: "2026-03", total: "75.00", provisional: false },
  { period: "2026-12", total: "50", provisional: true },
];

it("places months by their number and totals from the top", () => {
  expect(pointsOf(trend, 50, field).map(({ x, y }) => [x, y])).toEqual([
    [10, 5],
    [30, 55],
    [120, 105],
  ]);
});

it("dashes what leads to a provisional month", () => {
  expect(segmentsOf(pointsOf(trend, 50, field)).map(({ dashed }) => dashed)).toEqual([false, true]);
});

it("makes room for totals below fifty", () => {
  expect(lowOf(trend)).toBe(50);
  expect(lowOf([{ period: "2026-01", total: "43.20", provisional: false }])).toBe(40);
  expect(lowOf([])).toBe(50);
});
