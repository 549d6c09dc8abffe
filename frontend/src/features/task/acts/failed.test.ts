import { expect, it } from "vitest";
import { sureFailed } from "./failed";

it.each([
  ["no major error", false, 3, 10, undefined],
  ["a single piece", true, 1, 1, undefined],
  ["some of them", true, 3, 10, 3],
  ["all of them", true, 10, 10, 10],
  ["more than handed in", true, 11, 10, false],
  ["nothing typed", true, undefined, 10, false],
  ["nothing handed in", true, 1, undefined, undefined],
])("%s", (_, major, failed, submitted, want) => {
  expect(sureFailed(major, { failed }, submitted)).toBe(want);
});
