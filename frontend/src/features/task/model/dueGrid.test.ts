import { describe, expect, test } from "vitest";
import { weeksOf } from "./dueGrid";

const day = (date: string) => ({ date, working: true });

describe("weeksOf", () => {
  test("fills the first and the last week from Monday to Sunday", () => {
    const weeks = weeksOf([
      { ...day("2026-04-29"), mark: "start" },
      { date: "2026-04-30", working: false, why: "Ngày Chiến thắng" },
      { ...day("2026-05-04"), n: 1, mark: "due" },
    ]);
    expect(weeks.map((week) => week.monday)).toEqual(["2026-04-27", "2026-05-04"]);
    expect(weeks[0]?.days?.map((cell) => cell.outside)).toEqual([true, true, false, false, true, true, true]);
    expect(weeks[1]?.days?.[0]).toMatchObject({ date: "2026-05-04", n: 1, mark: "due" });
    expect(weeks[1]?.days?.at(-1)?.date).toBe("2026-05-10");
  });

  test("says where weeks are left out", () => {
    const weeks = weeksOf([day("2026-01-05"), day("2026-12-07")]);
    expect(weeks.map((week) => [week.monday, week.days === undefined])).toEqual([
      ["2026-01-05", false],
      ["2026-01-12", true],
      ["2026-12-07", false],
    ]);
  });

  test("has nothing to show without days", () => {
    expect(weeksOf([])).toEqual([]);
  });
});
