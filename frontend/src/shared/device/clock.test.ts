import { expect, it } from "vitest";
import type { Today } from "@/shared/api/types";
import { isFresh, todayBy } from "./clock";

const hour = 3_600_000;
const said = { date: "2026-10-29", now: "2026-10-29T15:00:00+07:00", working: true, version: "v1" } as Today;
const server = Date.parse(said.now);

it.each([
  ["right", 0, 1, "2026-10-29"],
  ["26 hours ahead", 26, 1, "2026-10-29"],
  ["26 hours behind", -26, 1, "2026-10-29"],
  ["26 hours ahead, past midnight in Vietnam", 26, 9, "2026-10-30"],
  ["26 hours behind, past midnight in Vietnam", -26, 9, "2026-10-30"],
  ["right, a week later", 0, 7 * 24, "2026-11-05"],
  ["set back since", 0, -5, "2026-10-29"],
])("a clock that is %s", (_, wrong, later, date) => {
  const at = server + wrong * hour;
  expect(todayBy({ today: said, at }, at + later * hour).date).toBe(date);
});

it("knows Saturday and Sunday of days that it was told nothing of, and keeps the rest", () => {
  const next = todayBy({ today: said, at: 0 }, 2 * 24 * hour);
  expect([next.date, next.working, next.nextWorking, next.prevWorking, next.version]).toEqual([
    "2026-10-31",
    false,
    "2026-11-02",
    "2026-10-30",
    "v1",
  ]);
});

it("counts age both ways, for a clock may be set back", () => {
  expect([isFresh(0, 8 * 24 * hour, 8), isFresh(8 * 24 * hour, 0, 8), isFresh(0, 9 * 24 * hour, 8)]).toEqual([
    true,
    true,
    false,
  ]);
});
