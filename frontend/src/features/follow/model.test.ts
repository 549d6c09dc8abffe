import { describe, expect, it } from "vitest";
import { followsUnits, listOf, monthSpan, percentOf, spanOf } from "./model";

describe("periods", () => {
  it.each([
    ["month", "2026-10-29", "2026-10-01", "2026-10-31"],
    ["month", "2026-12-05", "2026-12-01", "2026-12-31"],
    ["last", "2026-01-15", "2025-12-01", "2025-12-31"],
    ["last", "2024-03-31", "2024-02-01", "2024-02-29"],
    ["quarter", "2026-12-31", "2026-10-01", "2026-12-31"],
    ["quarter", "2026-05-01", "2026-04-01", "2026-06-30"],
    ["year", "2026-07-01", "2026-01-01", "2026-12-31"],
  ] as const)("%s of %s", (period, today, from, to) => {
    expect(spanOf(period, today)).toEqual({ from, to });
  });
});

it.each([
  ["2026-02", "2026-02-01", "2026-02-28"],
  ["2026-12", "2026-12-01", "2026-12-31"],
])("the month %s of a message", (month, from, to) => {
  expect(monthSpan(month)).toEqual({ from, to });
});

it.each([null, "", "2026-13", "2026-1", "1026-10", "2026-10-01"])("%s is no month", (month) => {
  expect(monthSpan(month)).toBeUndefined();
});

describe("lists behind numbers", () => {
  const span = { from: "2026-10-01", to: "2026-10-31" };
  it("name the unit, the cell and the period", () => {
    expect(listOf("overdue", { unit: "U" }, span)).toBe(
      "/tasks?tab=unit&late=overdue&states=assigned%2Cin_progress%2Csubmitted&unit=U&from=2026-10-01&to=2026-10-31",
    );
    expect(listOf("onTime", { unit: "U", person: "P" }, span)).toBe(
      "/tasks?tab=unit&state=all&late=on_time&unit=U&person=P&from=2026-10-01&to=2026-10-31",
    );
  });
  it("have no period where there is no deadline", () => {
    expect(listOf("noDue", { unit: "U" }, span)).not.toContain("from");
  });
});

it("writes shares with a decimal comma, and none of nothing", () => {
  expect(percentOf(48, 86)).toBe("55,8");
  expect(percentOf(0, 0)).toBe("");
});

it("offers the units that I lead, follow up or inspect, each once", () => {
  const post = (role: "monitor" | "clerk", id: string) => ({
    id: role,
    role,
    title: "",
    primary: false,
    unit: { id, name: id, shortName: id },
  });
  const reach = { leads: ["A"], scores: ["S"] };
  expect(
    followsUnits({ reach, appointments: [post("monitor", "A"), post("monitor", "B"), post("clerk", "C")] }),
  ).toEqual(["A", "B"]);
});
