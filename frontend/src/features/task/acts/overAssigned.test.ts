import { expect, test } from "vitest";
import { sureQuantity } from "./overAssigned";

test.each([
  { what: "as assigned", typed: { quantity: 2 }, want: 2 },
  { what: "less", typed: { quantity: 1.5 }, want: 1.5 },
  { what: "more", typed: { quantity: 5 }, want: undefined },
  { what: "more, confirmed", typed: { quantity: 5, over: 5 }, want: 5 },
  { what: "more still, after the confirmation", typed: { quantity: 6, over: 5 }, want: undefined },
  { what: "none", typed: { over: 5 }, want: undefined },
])("of 2 assigned: $what", ({ typed, want }) => {
  expect(sureQuantity(typed, 2)).toBe(want);
});
