import { describe, expect, it } from "vitest";
import { autoChoice, type ConflictField, merged } from "./ConflictDialog";

const field = (mine: string, theirs: string, base?: string): ConflictField => ({
  key: `${mine}-${theirs}`,
  label: "",
  mine,
  theirs,
  base,
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
