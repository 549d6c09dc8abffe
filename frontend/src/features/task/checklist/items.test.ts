import { expect, test } from "vitest";
import type { ChecklistItem } from "@/shared/api/types";
import { added, type Change, edited, moved, removed, ticked } from "./items";

const of = (words: string): ChecklistItem[] =>
  words.split(" ").map((word) => ({ id: word.slice(0, 1), text: word.replace("+", ""), done: word.endsWith("+") }));
const words = (items: ChecklistItem[]) => items.map(({ text, done }) => text + (done ? "+" : "")).join(" ");

test.each<[string, Change, string, string]>([
  ["an item is added at the end", added("c", "c"), "a b", "a b c"],
  ["added once, however often it is tried", added("b", "b"), "a b+", "a b+"],
  ["ticked", ticked("a", true), "a b", "a+ b"],
  ["ticked beside what another has added", ticked("a", true), "z a b", "z a+ b"],
  ["ticked no more", ticked("a", false), "a+ b", "a b"],
  ["what another has removed is not ticked", ticked("a", true), "b", "b"],
  ["edited, its tick stays", edited("a", "a2"), "a+ b", "a2+ b"],
  ["removed", removed("a"), "a b", "b"],
  ["moved down", moved("a", 1), "a b c", "b a c"],
  ["moved up", moved("c", -1), "a b c", "a c b"],
  ["no further than to an end", moved("c", 1), "a b c", "a b c"],
  ["no further than to the beginning", moved("a", -1), "a b c", "a b c"],
  ["what is gone is not moved", moved("d", 1), "a b c", "a b c"],
])("%s", (_, change, before, after) => {
  expect(words(change(of(before)))).toBe(after);
});
