import { beforeAll, describe, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import * as date from "./date";
import { byGivenName, fold, initialsOf } from "./name";
import { formatCount, formatDecimal, formatMinutes, formatQuantity } from "./number";

beforeAll(() => loadLanguage("vi"));

describe("days", () => {
  it("are written dd/mm/yyyy, without the year only within it", () => {
    expect(date.formatDay("2026-05-06")).toBe("06/05/2026");
    expect(date.formatDayNear("2026-05-06", "2026-04-29")).toBe("06/05");
    expect(date.formatDayNear("2025-12-31", "2026-01-02")).toBe("31/12/2025");
    expect(date.formatMonth("2026-05")).toBe("05/2026");
  });

  it("have Vietnamese weekdays, the week beginning on Monday", () => {
    expect(["2026-04-27", "2026-05-03"].map(date.weekdayShort)).toEqual(["T2", "CN"]);
    expect(date.formatDayLong("2026-05-06")).toBe("thứ Tư, 06/05/2026");
    expect(date.formatDayHeading("2026-04-29")).toBe("Thứ Tư, 29 tháng 4");
    expect(date.startOfWeek("2026-05-03")).toBe("2026-04-27");
    expect(date.startOfWeek("2026-04-27")).toBe("2026-04-27");
  });

  it("are moved across months and years", () => {
    expect(date.addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(date.addDays("2024-03-01", -1)).toBe("2024-02-29");
  });
});

describe("instants", () => {
  it("are shown as they were in Viet Nam whatever zone the machine has", () => {
    expect(date.dayOf("2026-04-28T17:00:00Z")).toBe("2026-04-29");
    expect(date.formatTime("2026-04-28T17:05:00Z")).toBe("00:05");
    expect(date.formatInstant("2026-04-29T09:12:00Z")).toBe("16:12, 29/04/2026");
  });

  it("are short when near", () => {
    expect(date.formatInstantNear("2026-04-29T09:12:00Z", "2026-04-29")).toBe("16:12");
    expect(date.formatInstantNear("2026-04-28T09:12:00Z", "2026-04-29")).toBe("28/04");
  });
});

describe("numbers", () => {
  it.each([
    ["85.83", 2, "85,83"],
    ["58.335", 2, "58,34"],
    ["18", 2, "18,00"],
    ["-0.5", 2, "\u22120,50"],
    ["-0.001", 2, "0,00"],
    ["1234567.5", 0, "1.234.568"],
    ["0.005", 2, "0,01"],
    [1000, 2, "1.000,00"],
    [2.675, 2, "2,68"],
  ])("%s with %i decimals is %s", (value, decimals, want) => {
    expect(formatDecimal(value, decimals)).toBe(want);
  });

  it("quantities have the decimals they need", () => {
    expect([1, 2.5, 0.125, 1000, 10].map(formatQuantity)).toEqual(["1", "2,5", "0,125", "1.000", "10"]);
  });

  it("minutes become hours", () => {
    expect([45, 120, 375].map(formatMinutes)).toEqual(["45\u00a0phút", "2\u00a0giờ", "6\u00a0giờ 15\u00a0phút"]);
  });

  it("counts say where counting stopped", () => {
    expect(formatCount({ n: 999, more: true })).toBe("999+");
  });
});

describe("names", () => {
  it("have the initials of the middle and given name", () => {
    expect(["Nguyễn Thị Lan", "Hồ Quốc Đạt", "Lan"].map(initialsOf)).toEqual(["TL", "QĐ", "L"]);
  });

  it("are folded for search", () => {
    expect(fold("Đức, Công văn")).toBe("duc, cong van");
  });

  it("are ordered by given name", () => {
    expect(["Trần Văn Bình", "Lê Thị An", "Vũ Đức An"].sort(byGivenName)).toEqual([
      "Lê Thị An",
      "Vũ Đức An",
      "Trần Văn Bình",
    ]);
  });
});
