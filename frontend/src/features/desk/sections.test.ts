import { describe, expect, it } from "vitest";
import type { TaskRow, Timeliness, Today } from "@/shared/api/types";
import { isLongBreak, sectionsOf } from "./sections";

const day = (date: string, nextWorking: string) => ({ date, nextWorking }) as Today;
const row = (dueOn: string | undefined, kind: Timeliness = "on_track") =>
  ({ id: dueOn ?? "none", dueOn, timeliness: { kind, days: 0 } }) as TaskRow;
const shape = (rows: TaskRow[], today: Today) =>
  sectionsOf(rows, today).map((section) => [section.title, section.rows.map((r) => r.id)]);

describe("sectionsOf", () => {
  it("orders an ordinary week", () => {
    const rows = [
      row("2026-03-02", "overdue"),
      row("2026-03-04"),
      row("2026-03-08"),
      row("2026-03-09"),
      row(undefined),
    ];
    expect(shape(rows, day("2026-03-04", "2026-03-05"))).toEqual([
      ["desk.overdue", ["2026-03-02"]],
      ["desk.today", ["2026-03-04"]],
      ["desk.week", ["2026-03-08"]],
      ["desk.later", ["2026-03-09"]],
      ["desk.noDue", ["none"]],
    ]);
  });

  it("speaks of the week after a long break", () => {
    const today = day("2026-04-29", "2026-05-04");
    expect(shape([row("2026-05-04"), row("2026-05-10"), row("2026-05-11")], today)).toEqual([
      ["desk.afterHoliday", ["2026-05-04", "2026-05-10"]],
      ["desk.later", ["2026-05-11"]],
    ]);
  });

  it("puts a day off that passed without being overdue yet under today", () => {
    expect(shape([row("2026-03-07")], day("2026-03-09", "2026-03-10"))).toEqual([["desk.today", ["2026-03-07"]]]);
  });
});

describe("isLongBreak", () => {
  it("does not count a weekend", () => {
    expect(isLongBreak(day("2026-03-06", "2026-03-09"))).toBe(false);
    expect(isLongBreak(day("2026-04-29", "2026-05-04"))).toBe(true);
  });
});
