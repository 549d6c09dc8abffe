import { expect, it } from "vitest";
import { scheduleWords } from "./schedule";

it.each([
  ["*/10 * * * *", "10 phút một lần"],
  ["* * * * *", "1 phút một lần"],
  ["* 8 * * *", "* 8 * * *"],
  ["30 0 * * *", "00:30 hằng ngày"],
  ["5 16 * * 1-5", "16:05 thứ Hai đến thứ Sáu"],
  ["30 0 1 * *", "00:30 ngày 1 hằng tháng"],
  ["0 2 * * 0", "0 2 * * 0"],
  ["0 2 1 1 *", "0 2 1 1 *"],
])("says %s as %s", (spec, words) => {
  expect(scheduleWords(spec).replaceAll("\u00a0", " ")).toBe(words);
});
