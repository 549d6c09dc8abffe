import { describe, expect, it } from "vitest";
import { askedAt, piecesOf, putName, stillNamed } from "./mention";

const lan = { id: "1", name: "Nguyễn Thị Lan" };
const lanAnh = { id: "2", name: "Nguyễn Thị Lan Anh" };

describe("askedAt", () => {
  it.each([
    ["@", "", 0],
    ["Nhờ @ng", "ng", 4],
    ["Nhờ (@Nguyễn Thị", "Nguyễn Thị", 5],
    ["dòng\n@la", "la", 5],
  ])("%j asks for %j", (text, words, at) => {
    expect(askedAt(text, text.length, [])).toEqual({ at, words });
  });
  it.each(["", "lan", "thư: lan@tinh.vn", "@lan\nxong", "@lan, xong", "@ lan", "@lan  xong", `@${"x".repeat(41)}`])(
    "%j asks for nobody",
    (text) => {
      expect(askedAt(text, text.length, [])).toBeUndefined();
    },
  );
  it("asks for nobody behind a name that was put, and looks before the cursor only", () => {
    expect(askedAt("@Nguyễn Thị Lan xem", 19, [lan])).toBeUndefined();
    expect(askedAt("xem @la giúp", 7, [])).toEqual({ at: 4, words: "la" });
    expect(askedAt("xem @la giúp", 2, [])).toBeUndefined();
  });
});

it("puts the name where it was asked for", () => {
  expect(putName("xem @la giúp", { at: 4, words: "la" }, lan)).toEqual({
    text: "xem @Nguyễn Thị Lan giúp",
    cursor: 20,
  });
});

it("forgets who was deleted from the text", () => {
  expect(stillNamed("nhờ @Nguyễn Thị Lan", [lan, { id: "3", name: "Trần Hoa" }])).toEqual([lan]);
});

it("cuts a text at names, the longest first, and leaves other words with @ alone", () => {
  expect(piecesOf("@Nguyễn Thị Lan Anh và @Nguyễn Thị Lan, @ai", [lan, lanAnh])).toEqual([
    { text: "@Nguyễn Thị Lan Anh", named: true },
    { text: " và ", named: false },
    { text: "@Nguyễn Thị Lan", named: true },
    { text: ", @ai", named: false },
  ]);
  expect(piecesOf("a@b", [])).toEqual([{ text: "a@b", named: false }]);
});
