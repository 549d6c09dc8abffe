import { expect, it } from "vitest";
import type { CalendarRow } from "../api";
import { complete, confirmedOf, readDays, rowOf } from "./days";

it.each([
  ["Tết Âm lịch (dự kiến)", "Tết Âm lịch"],
  ["Quốc khánh (ngày liền kề; dự kiến)", "Quốc khánh (ngày liền kề)"],
  ["Ngày truyền thống", "Ngày truyền thống"],
])("confirms %s as %s", (name, want) => {
  const row = { date: "2028-01-26", name, type: "holiday", version: 3 } as CalendarRow;
  expect(confirmedOf(row)).toEqual({ date: "2028-01-26", name: want, type: "holiday" });
});

it("previews only days that are whole", () => {
  const day = { date: "8/6/2026", name: " Ngày riêng ", type: "swapped-off" as const };
  expect(readDays([day])).toEqual([{ date: "2026-06-08", name: "Ngày riêng", type: "swapped-off" }]);
  expect(complete(readDays([day]))).toBe(true);
  expect(complete(readDays([day, { ...day, date: "" }]))).toBe(false);
  expect(complete(readDays([{ ...day, name: " " }]))).toBe(false);
  expect(complete([])).toBe(false);
});

it("counts the rows of a file with its heading", () => {
  expect(rowOf("days[0].date")).toBe(2);
  expect(rowOf("docNumber")).toBe(0);
});
