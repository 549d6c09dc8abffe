import { expect, it } from "vitest";
import { monthsFrom } from "./plan";

it.each([
  ["2026-11-28", 3, ["2026-11", "2026-12", "2027-01"]],
  ["2026-01-01", 1, ["2026-01"]],
  ["2026-12-31", 2, ["2026-12", "2027-01"]],
])("lists from %s on %d months", (day, n, want) => expect(monthsFrom(day, n)).toEqual(want));

it("lists a year and the month after it", () => expect(monthsFrom("2026-05-02", 13).at(-1)).toBe("2027-05"));
