import { expect, it } from "vitest";
import { instantOf } from "./instant";

it.each([
  ["2026-10-29", "15:00", "2026-10-29T08:00:00.000Z"],
  ["2026-11-01", "00:30", "2026-10-31T17:30:00.000Z"],
  ["", "08:00", undefined],
  ["29/10", "08:00", undefined],
  ["2026-10-29", "", undefined],
  ["2026-13-40", "08:00", undefined],
])("%s %s is %s", (day, time, instant) => {
  expect(instantOf(day, time)).toBe(instant);
});
