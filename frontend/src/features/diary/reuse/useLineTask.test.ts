import { expect, it } from "vitest";
import { lan, meOf } from "@/features/task/model/fixtures";
import { mayBeTask, taskOfLine } from "./useLineTask";

const officer = meOf(lan, false);

it.each([
  ["a short line", { text: " Trả lời 3 xã " }, "Trả lời 3 xã", undefined],
  ["with a result", { text: "Trả lời 3 xã", result: "Đã gọi" }, "Trả lời 3 xã", "Đã gọi"],
  ["several rows", { text: "Trả lời 3 xã\nTrà Mai, Trà Don" }, "Trả lời 3 xã", "Trả lời 3 xã\nTrà Mai, Trà Don"],
  ["a long row", { text: "ế".repeat(301) }, "ế".repeat(300), "ế".repeat(301)],
])("%s becomes a draft", (_, line, title, description) => {
  const task = taskOfLine(officer, line);
  expect([task.title, task.description, task.assign]).toEqual([title, description, false]);
  expect(task.lead).toBeUndefined();
});

it.each([
  [{ text: "Trả lời 3 xã", unplanned: true }, true],
  [{ text: "Họp", unplanned: true }, false],
  [{ text: "Trả lời 3 xã", unplanned: false }, false],
  [{ text: "Trả lời 3 xã", unplanned: true, task: { id: "t", code: "NV-1", title: "" } }, false],
])("%j may become a task: %s", (line, want) => expect(mayBeTask({ key: "k", ...line })).toBe(want));
