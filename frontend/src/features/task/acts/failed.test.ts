import { expect, it } from "vitest";
import { lan, taskOf } from "../model/fixtures";
import { faultyIn, sureFailed, sureOf } from "./failed";

it.each([
  ["no major error", false, 3, 10, undefined],
  ["a single piece", true, 1, 1, undefined],
  ["some of them", true, 3, 10, 3],
  ["all of them", true, 10, 10, 10],
  ["more than handed in", true, 11, 10, false],
  ["nothing typed", true, undefined, 10, false],
  ["nothing handed in", true, 1, undefined, undefined],
])("%s", (_, major, failed, submitted, want) => {
  expect(sureFailed(major, { failed }, submitted)).toBe(want);
});

it("names whoever helps with a share and has handed in their part", () => {
  const unit = { id: "stc", name: "Sở Tài chính", shortName: "STC" };
  const part = { unit, handIns: [], timeliness: { kind: "on_track" as const, days: 3 }, share: 20, delivered: true };
  const hoa = { id: "hoa", name: "Lê Thị Hoa" };
  const task = taskOf({
    coordinators: [
      { ...part, person: hoa },
      { ...part, doer: lan },
      part,
      { ...part, person: { id: "a", name: "Chưa báo xong" }, delivered: undefined },
      { ...part, person: { id: "b", name: "Không tỷ lệ" }, share: undefined },
    ],
  });
  expect(faultyIn(task)).toEqual([hoa, lan]);
  expect(sureOf(true, { failedOf: "hoa" })).toBe("hoa");
  expect(sureOf(false, { failedOf: "hoa" })).toBeUndefined();
  expect(sureOf(true, {})).toBeUndefined();
});
