import { beforeAll, describe, expect, it } from "vitest";
import type { TaskRow } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { isNudgedBy } from "../acts/useNudge";
import { lan, rowOf, thinh } from "./fixtures";
import { nudgeSentence, nudgeWord } from "./nudge";

beforeAll(() => loadLanguage("vi"));

const at = "2026-04-29T08:20:00Z";
const nudged = (count: number): TaskRow["nudged"] => ({ count, at, by: thinh, again: "2026-04-29T12:20:00Z" });

describe("work that was pressed for", () => {
  it.each<{ what: string; row: Partial<TaskRow>; word?: string; sentence?: string }>([
    { what: "ordinary work", row: {} },
    {
      what: "once",
      row: { nudged: nudged(1) },
      word: "Đã đôn đốc 1 lần",
      sentence: "Đã đôn đốc 1 lần, gần nhất 15:20, Phan Hữu Thịnh",
    },
    {
      what: "twice",
      row: { nudged: nudged(2) },
      word: "Đã đôn đốc 2 lần",
      sentence: "Đã đôn đốc 2 lần, gần nhất 15:20, Phan Hữu Thịnh",
    },
    { what: "done since", row: { state: "completed", open: false, nudged: nudged(2) } },
  ])("$what", ({ row, word, sentence }) => {
    expect(nudgeWord(rowOf("1", row))).toBe(word);
    expect(nudgeSentence(rowOf("1", row), "2026-04-29")).toBe(sentence);
  });

  it("knows its own nudge in a conflict, and nobody else's act", () => {
    const seen = rowOf("1", { version: 3 });
    const mine = rowOf("1", { version: 4, updatedAt: at, nudged: nudged(1) });
    expect(isNudgedBy(thinh.id, mine, seen)).toBe(true);
    expect(isNudgedBy(lan.id, mine, seen)).toBe(false);
    // Somebody reported after my nudge of this morning, which this screen knew.
    expect(isNudgedBy(thinh.id, { ...mine, version: 5, updatedAt: "2026-04-29T09:00:00Z" }, mine)).toBe(false);
    expect(isNudgedBy(thinh.id, mine, mine)).toBe(false);
  });
});
