import { beforeAll, expect, test } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { counted, decidedNext, dropped, holding, type Part, partName, periodName } from "./period";

beforeAll(async () => {
  await loadLanguage("vi");
});

test.each([
  ["2026-05", "tháng 05/2026", ["2026-Q2", "2026"]],
  ["2026-12", "tháng 12/2026", ["2026-Q4", "2026"]],
  ["2026-Q2", "quý II/2026", []],
  ["2026", "năm 2026", []],
])("%s is %s", (period, name, longer) => {
  expect(periodName(period)).toBe(name);
  expect(holding(period)).toEqual(longer);
});

test("parts of a year: what counts, what was dropped", () => {
  const part = (more: Partial<Part>): Part => ({ period: "2026-Q1", state: "closed", ...more });
  const parts = [
    part({ total: "84.66" }),
    part({ period: "2026-01", within: "2026-Q1" }),
    part({ period: "2026-02", within: "2026-Q1", why: "leave", paper: "C65" }),
    part({ period: "2026-Q2", why: "not_worked" }),
    part({ period: "2026-Q3", why: "running", state: "open" }),
  ];
  expect(counted(parts).map(({ period }) => partName(period))).toEqual(["Quý I"]);
  expect(dropped(parts).map(({ period }) => partName(period))).toEqual(["Tháng 2"]);
});

test.each([
  ["2026-10", "2026-Q3"],
  ["2026-09", "2026-Q2"],
  ["2026-02", "2025-Q4"],
  ["2026-12", "2026"],
])("in %s the next to be decided on is %s", (month, period) => {
  expect(decidedNext(month)).toBe(period);
});
