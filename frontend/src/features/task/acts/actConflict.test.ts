import { beforeAll, expect, test } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import { loadLanguage } from "@/shared/i18n";
import { lan, taskOf } from "../model/fixtures";
import { chosen, conflictFields, overtakenBy } from "./actConflict";

beforeAll(() => loadLanguage("vi"));

const opened = taskOf({ progress: 35 });
const stored = taskOf({
  version: 4,
  progress: 60,
  reports: [{ id: "1", at: "2026-04-29T08:20:00Z", by: lan, percent: 60, text: "Chờ Sở Tài chính." }],
});

test("a report stands beside the one that came before it", () => {
  const fields = conflictFields({ percent: 70, text: "Xong phụ lục." }, opened, stored);
  expect(fields.map(({ key, mine, theirs, base }) => [key, mine, theirs, base])).toEqual([
    ["state", "Đang thực hiện", "Đang thực hiện", "Đang thực hiện"],
    ["percent", "70%", "60%", "35%"],
    ["text", "Xong phụ lục.", "Chờ Sở Tài chính.", ""],
  ]);
});

test("another version or a forbidding state stands against an act, a vacant post above does not", () => {
  const refused = (code: string) =>
    new ApiProblem({
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code,
      detail: "…",
      requestId: "r",
      current: stored,
    });
  expect(overtakenBy(refused("errs.changed"))).toBe(stored);
  expect(overtakenBy(refused("task.state"))).toBe(stored);
  expect(overtakenBy(refused("task.no_head"))).toBeUndefined();
  expect(overtakenBy(new Error())).toBeUndefined();
});

test("a reason has nothing against it", () => {
  const fields = conflictFields({ reason: "Giao nhầm đơn vị." }, opened, stored);
  expect(fields.at(-1)).toEqual({ key: "reason", label: "Lý do", mine: "Giao nhầm đơn vị.", theirs: "", base: "" });
});

test("a merged report takes each field from the side chosen", () => {
  const body = { percent: 70, text: "Xong phụ lục." };
  expect(chosen("report", body, stored, { percent: "theirs", text: "mine" })).toEqual({
    percent: 60,
    text: "Xong phụ lục.",
  });
  expect(chosen("recall", { reason: "Giao nhầm." }, stored, { reason: "theirs" })).toEqual({ reason: "Giao nhầm." });
});
