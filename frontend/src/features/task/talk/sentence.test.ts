import { expect, it } from "vitest";
import { sentenceWith } from "./sentence";

it.each([
  ["Đã họp. Sở Tài chính gửi biểu phí hôm nay! Còn chờ xã.", "bieu phi", "Sở Tài chính gửi biểu phí hôm nay!"],
  ["Dòng một\nBiểu phí thiếu hai xã", "BIỂU xã", "Biểu phí thiếu hai xã"],
  ["Chỉ một câu", "không có", "Chỉ một câu"],
])("of %s with %s", (text, q, want) => {
  expect(sentenceWith(text, q)).toBe(want);
});

it("cuts a long sentence around the word", () => {
  const found = sentenceWith(`${"chữ ".repeat(100)}biểu phí ${"nữa ".repeat(100)}`, "bieu");
  expect(found).toContain("biểu phí");
  expect([...found].length).toBeLessThan(250);
});
