import { beforeAll, expect, test } from "vitest";
import type { InboxItem } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { grouped, isBatch, kindsIn } from "./groups";
import { batchText, batchTitle, messageText, urgencyOf } from "./message";

beforeAll(() => loadLanguage("vi"));

function message(id: string, group: string, more: Partial<InboxItem> = {}): InboxItem {
  return {
    id,
    group,
    kind: "task.assigned",
    why: "lead",
    rule: "task.assigned",
    at: "2026-10-28T09:30:00Z",
    params: {},
    object: { type: "task", id: group.replace("task|", ""), title: "Báo cáo" },
    ...more,
  };
}

/** plain is a text without the spaces that keep a number with its word. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

const reminder = (id: string, kind: string) =>
  message(id, "reminders|2026-10-28", { kind: `reminder.${kind}`, object: { type: "task", id: `t${id}` } });

test("messages of one group are one, where the newest of them stands", () => {
  const read = { readAt: "2026-10-28T10:00:00Z" };
  const groups = grouped([
    message("5", "task|a", read),
    message("4", "task|b"),
    message("3", "task|a"),
    message("2", "task|c", read),
    message("1", "task|b"),
  ]);
  expect(groups.map((g) => [g.newest.id, g.items.map((i) => i.id), g.unread.map((i) => i.id)])).toEqual([
    ["5", ["5", "3"], ["3"]],
    ["4", ["4", "1"], ["4", "1"]],
    ["2", ["2"], []],
  ]);
  expect(groups.some(isBatch)).toBe(false);
});

test("the reminders of one morning are counted by kind, the most pressing first", () => {
  const [group, ...rest] = grouped([
    reminder("4", "due_before"),
    reminder("3", "overdue"),
    reminder("2", "due_today"),
    reminder("1", "overdue"),
  ]);
  if (group === undefined) throw new Error("no group");
  expect(rest).toEqual([]);
  expect(isBatch(group)).toBe(true);
  expect(kindsIn(group)).toEqual([
    { kind: "reminder.overdue", n: 2 },
    { kind: "reminder.due_today", n: 1 },
    { kind: "reminder.due_before", n: 1 },
  ]);
  expect(plain(batchTitle(group))).toBe("4 nhiệm vụ cần chú ý về hạn");
  expect(plain(batchText(group))).toBe("2 quá hạn, 1 đến hạn hôm nay, 1 sắp đến hạn");
});

test("what somebody did with many tasks is one line", () => {
  const one = (id: string) =>
    message(id, `task|${id}`, {
      kind: "task.rescheduled",
      group: "batch|b|running",
      object: { type: "task", id },
      by: { id: "t", name: "Phan Hữu Thịnh" },
    });
  const [group, ...rest] = grouped([one("2"), one("1")]);
  if (group === undefined) throw new Error("no group");
  expect(rest).toEqual([]);
  expect(isBatch(group)).toBe(true);
  expect(plain(batchTitle(group))).toBe("Phan Hữu Thịnh thay đổi 2 nhiệm vụ cùng lúc");
  expect(plain(batchText(group))).toBe("2 đổi hạn");
});

test.each([
  [{ days: "3" }, "Báo cáo, quá 3 ngày làm việc"],
  [{ days: "3", holder: "Lan", since: "12/11/2026" }, "Báo cáo, quá 3 ngày làm việc, đang ở Lan từ 12/11/2026"],
  [{ days: "3", holder: "Lan" }, "Báo cáo, quá 3 ngày làm việc, đang ở Lan"],
])("late work with %j reads %s", (params, text) => {
  expect(plain(messageText(message("1", "task|a", { kind: "reminder.overdue", params })))).toBe(text);
});

test("an empty diary with lines prepared says how many", () => {
  const item = message("1", "diary|d", { kind: "reminder.diary_prepared", params: { lines: "5" } });
  expect(plain(messageText(item))).toBe("5 dòng soạn sẵn chờ anh/chị gửi.");
});

test.each([
  [{}, undefined],
  [{ urgency: "thuong" }, undefined],
  [{ urgency: "hoa_toc" }, "Hỏa tốc"],
  [{ urgency: "thuong_khan" }, "Thượng khẩn"],
])("urgency of %j is %s", (params, word) => {
  expect(urgencyOf({ params })).toBe(word);
});
