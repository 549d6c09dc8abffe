import { expect, test } from "vitest";
import { parseDay } from "./dayInput";

test.each([
  ["12/01/2026", "2026-01-12"],
  ["6/5/2026", "2026-05-06"],
  ["06.05.2026", "2026-05-06"],
  [" 6-5-26 ", "2026-05-06"],
  ["29/2/2028", "2028-02-29"],
  ["29/2/2026", undefined],
  ["31/4/2026", undefined],
  ["13/13/2026", undefined],
  ["2026-05-06", undefined],
  ["6/5", undefined],
  ["hôm nay", undefined],
])("%s is %s", (typed, day) => {
  expect(parseDay(typed)).toBe(day);
});
