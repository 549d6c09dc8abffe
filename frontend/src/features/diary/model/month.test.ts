import { beforeAll, describe, expect, it } from "vitest";
import type { DiaryStripDay } from "@/shared/api/types";
import { loadLanguage, loadWords } from "@/shared/i18n";
import { diaryWords } from "../words";
import { dayWord } from "./dayWord";
import { addMonths, countMonth, emptyCells, monthEnd, toneOf } from "./month";

const day = (date: string, more: Partial<DiaryStripDay> = {}): DiaryStripDay => ({
  date,
  working: true,
  minutes: 0,
  entries: 0,
  missing: false,
  future: false,
  late: false,
  ...more,
});

describe("months", () => {
  it.each([
    ["2026-04", "2026-04-30"],
    ["2026-02", "2026-02-28"],
    ["2028-02", "2028-02-29"],
    ["2026-12", "2026-12-31"],
  ])("%s ends on %s", (month, end) => expect(monthEnd(month)).toBe(end));

  it.each([
    ["2026-01", -1, "2025-12"],
    ["2026-12", 1, "2027-01"],
    ["2026-05", -17, "2024-12"],
  ])("%s moved by %d is %s", (month, n, want) => expect(addMonths(month, n)).toBe(want));

  it("leaves the days before the first free", () => {
    expect(emptyCells("2026-04")).toBe(2); // a Wednesday
    expect(emptyCells("2026-06")).toBe(0); // a Monday
  });
});

describe("toneOf", () => {
  it.each([
    [0, 0, 0],
    [0, 3, 1],
    [179, 1, 1],
    [180, 1, 2],
    [360, 2, 3],
    [480, 5, 4],
    [900, 5, 4],
  ])("%d minutes in %d lines: %d", (minutes, entries, tone) => expect(toneOf({ minutes, entries })).toBe(tone));
});

describe("countMonth", () => {
  it("counts each day once", () => {
    const counts = countMonth([
      day("2026-04-01", { state: "confirmed", entries: 4 }),
      day("2026-04-02", { state: "locked", entries: 2 }),
      day("2026-04-03", { state: "locked", missing: true }),
      day("2026-04-06", { state: "returned", entries: 1 }),
      day("2026-04-07", { state: "submitted", entries: 1 }),
      day("2026-04-08", { state: "open", entries: 1 }),
      day("2026-04-09", { away: "off" }),
      day("2026-04-10", { away: "field" }),
      day("2026-04-13", { away: "field", state: "confirmed", entries: 2 }),
    ]);
    expect(Object.values(counts).map((days) => days.length)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });
});

describe("dayWord", () => {
  beforeAll(async () => {
    await loadLanguage("vi");
    await loadWords([diaryWords]);
  });

  it.each([
    ["a holiday", { working: false, why: "Giải phóng miền Nam" }, "Giải phóng miền Nam"],
    ["work on a day off", { working: false, why: "Chủ nhật", entries: 1, state: "open" }, "Đang ghi"],
    ["leave", { away: "off" }, "Nghỉ theo giấy tờ"],
    ["a mission", { away: "field", state: "locked" }, "Đi công tác"],
    ["written on a mission", { away: "field", state: "confirmed", entries: 2 }, "Đã xác nhận"],
    ["a missing day", { missing: true, state: "locked" }, "Thiếu nhật ký"],
    ["a late day", { state: "submitted", entries: 1, late: true }, "Chờ xác nhận, ghi muộn"],
    ["today, nothing yet", {}, "Chưa ghi"],
    ["a coming day", { future: true }, ""],
  ] as const)("names %s", (_, more, want) => expect(dayWord(day("2026-04-29", more))).toBe(want));
});
