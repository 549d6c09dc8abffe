import { describe, expect, it } from "vitest";
import type { DiaryPeriodDay } from "@/shared/api/types";
import { dayWith, entry } from "../model/fixtures";
import { sheetOf } from "../model/sheet";
import { copiesOf, frequentLines, lastWritten } from "./reuse";

const day = (date: string, lines: DiaryPeriodDay["lines"]): DiaryPeriodDay => ({
  date,
  working: true,
  minutes: 0,
  entries: lines.length,
  missing: false,
  future: false,
  late: false,
  lines,
  plan: "",
  difficulties: "",
});
const empty = sheetOf(dayWith([]));

describe("frequentLines", () => {
  const days = [
    day("2026-04-29", [
      entry("1", "Trực bộ phận một cửa", { minutes: 120 }),
      entry("2", "Họp giao ban", { minutes: 60 }),
    ]),
    day("2026-04-28", [entry("3", "Họp giao ban", { minutes: 90 }), entry("4", "Tiếp nhận: việc A", { source: "s1" })]),
    day("2026-04-27", [
      entry("5", " Họp giao ban ", { from: "08:00", to: "08:45" }),
      entry("6", "Trực bộ phận một cửa"),
      entry("7", "Trực bộ phận một cửa"),
      entry("8", "Tiếp nhận: việc A", { source: "s2" }),
      entry("9", "Một lần"),
    ]),
  ];

  it("are what stands in several days, with the minutes of the latest", () => {
    expect(frequentLines(days, empty)).toEqual([
      { text: "Họp giao ban", minutes: 60, times: 3 },
      { text: "Trực bộ phận một cửa", minutes: 120, times: 2 },
    ]);
  });

  it("leave out what stands in the day already", () => {
    expect(frequentLines(days, sheetOf(dayWith([entry("x", "Họp giao ban")]))).map(({ text }) => text)).toEqual([
      "Trực bộ phận một cửa",
    ]);
  });

  it("are eight at most", () => {
    const lines = Array.from({ length: 12 }, (_, i) => entry(String(i), `Việc ${i}`));
    expect(frequentLines([day("2026-04-28", lines), day("2026-04-29", lines)], empty)).toHaveLength(8);
  });
});

describe("copiesOf", () => {
  const task = { id: "t1", code: "NV-2026-000128", title: "Hướng dẫn" };
  const lines = [
    entry("1", "Soạn tờ trình", { from: "08:00", to: "10:30", result: "14 trang", task, source: "s1" }),
    entry("2", "Họp giao ban", { minutes: 60 }),
    entry("3", "Họp giao ban", { minutes: 30 }),
    entry("4", "Trả lời 3 xã", { unplanned: true }),
  ];

  it("take what and how long, without result, source and id", () => {
    const copies = copiesOf(lines, empty, new Set(["t1"]));
    expect(copies.map(({ text, minutes, unplanned, task }) => [text, minutes, unplanned, task?.id])).toEqual([
      ["Soạn tờ trình", 150, false, "t1"],
      ["Họp giao ban", 60, false, undefined],
      ["Trả lời 3 xã", undefined, true, undefined],
    ]);
    expect(
      copies.every(({ id, result, source, from }) => [id, result, source, from].every((x) => x === undefined)),
    ).toBe(true);
  });

  it("name no task that is not mine any more, and double nothing", () => {
    const copies = copiesOf(lines, sheetOf(dayWith([entry("x", "Họp giao ban")])), new Set());
    expect(copies.map(({ text, task }) => [text, task])).toEqual([
      ["Soạn tờ trình", undefined],
      ["Trả lời 3 xã", undefined],
    ]);
  });
});

it("lastWritten passes over days without a line", () => {
  const days = [day("2026-04-27", [entry("1", "a")]), day("2026-04-28", [entry("2", "b")]), day("2026-04-29", [])];
  expect(lastWritten(days)?.date).toBe("2026-04-28");
  expect(lastWritten([day("2026-04-29", [])])).toBeUndefined();
});
