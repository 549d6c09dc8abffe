import { beforeAll, describe, expect, it } from "vitest";
import type { TaskRow } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { backSentence, backWord } from "./back";
import { lan, rowOf, thinh } from "./fixtures";

beforeAll(() => loadLanguage("vi"));

const back = (by: TaskRow["assignedBy"]) => ({ by, at: "2026-04-29T08:20:00Z", reason: "thiếu phụ lục" });

describe("work that came back", () => {
  it.each<{ what: string; row: Partial<TaskRow>; word?: string; sentence?: string }>([
    { what: "ordinary work", row: {} },
    {
      what: "returned",
      row: { rework: 2, back: back(thinh) },
      word: "Làm lại lần 2",
      sentence: "Phan Hữu Thịnh yêu cầu làm lại: thiếu phụ lục",
    },
    {
      what: "reopened",
      row: { back: { ...back(thinh), reopened: true } },
      word: "Mở lại",
      sentence: "Phan Hữu Thịnh mở lại: thiếu phụ lục",
    },
    {
      what: "paused after a return",
      row: {
        state: "paused",
        back: back(thinh),
        paused: { by: thinh, at: "2026-05-05T02:00:00Z", until: "2026-05-12", reason: "chờ", from: "in_progress" },
      },
      word: "Tạm dừng đến 12/05/2026",
      sentence: "Phan Hữu Thịnh yêu cầu làm lại: thiếu phụ lục",
    },
    { what: "handed in again", row: { state: "submitted", rework: 2 } },
    {
      what: "declined",
      row: { state: "draft", back: back(lan) },
      word: "Bị trả lại",
      sentence: "Nguyễn Thị Lan trả lại: thiếu phụ lục",
    },
    { what: "a draft never given", row: { state: "draft" } },
  ])("$what", ({ row, word, sentence }) => {
    expect(backWord(rowOf("1", row))).toBe(word);
    expect(backSentence(rowOf("1", row))).toBe(sentence);
  });
});
