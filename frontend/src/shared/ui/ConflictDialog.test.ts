import { beforeAll, describe, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { autoChoice, type ConflictField, merged, titleOf } from "./ConflictDialog";

const field = (mine: string, theirs: string, base?: string): ConflictField => ({
  key: `${mine}-${theirs}`,
  label: "",
  mine,
  theirs,
  base,
});

beforeAll(() => loadLanguage("vi"));

describe("titleOf", () => {
  it.each([
    ["oneself", { id: "p1", name: "Nguyễn Thị Lan" }, "Bạn vừa sửa nội dung này ở cửa sổ hoặc máy khác"],
    ["a colleague", { id: "p2", name: "Phan Hữu Thịnh" }, "Phan Hữu Thịnh vừa sửa nội dung này"],
    ["nobody known", undefined, "Nội dung này vừa được sửa ở nơi khác"],
  ])("%s", (_, by, title) => expect(titleOf(by, "p1")).toBe(title));
});

describe("autoChoice", () => {
  it.each([
    ["both alike", field("a", "a", "b"), "theirs"],
    ["only mine changed", field("70", "60", "60"), "mine"],
    ["only theirs changed", field("04/05", "05/05", "04/05"), "theirs"],
    ["both changed", field("x", "y", "z"), undefined],
    ["base unknown", field("x", "y"), undefined],
  ])("%s", (_, value, want) => {
    expect(autoChoice(value)).toBe(want);
  });
});

it("merging keeps my text where both changed it", () => {
  expect(merged([field("x", "y", "z"), field("60", "70", "60")])).toEqual({ "x-y": "mine", "60-70": "theirs" });
});
