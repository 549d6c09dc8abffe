import { expect, test } from "vitest";
import type { Task } from "@/shared/api/types";
import type { ActBodies, Verb } from "../api";
import { lan, taskOf, thinh } from "../model/fixtures";
import { isDone } from "./verbs";

const reason = "Thiếu phụ lục hình ảnh từng bước.";
const submission = { at: "2026-04-29T02:00:00Z", by: lan, note: "Đã xong.", quantity: 1, files: [] };
const returned = { verdict: "returned" as const, at: "2026-04-29T03:00:00Z", by: thinh, reason, major: false };

function row<V extends Verb>(
  what: string,
  verb: V,
  body: ActBodies[V],
  me: string,
  stored: Partial<Task>,
  done: boolean,
) {
  return { what, done, run: () => isDone(verb, body, me, taskOf(stored)) };
}

test.each([
  row("accepted by a double click", "accept", {}, "lan", { state: "in_progress" }, true),
  row("recalled before it was accepted", "accept", {}, "lan", { state: "recalled" }, false),
  row("assigned by me", "assign", {}, "thinh", { state: "assigned" }, true),
  row("assigned by another head", "assign", {}, "an", { state: "assigned" }, false),
  row("the person I named", "name", { person: "lan" }, "thinh", { state: "assigned" }, true),
  row("another person named", "name", { person: "minh" }, "thinh", { state: "assigned" }, false),
  row("given back by me", "decline", { reason }, "lan", { state: "draft" }, true),
  row(
    "my report is there",
    "report",
    { percent: 60, text: "Dự thảo lần 2. " },
    "lan",
    { reports: [{ id: "1", at: "2026-04-29T08:20:00Z", by: lan, percent: 60, text: "Dự thảo lần 2." }] },
    true,
  ),
  row("my report is not there", "report", { percent: 60, text: "Dự thảo lần 2." }, "lan", {}, false),
  row(
    "submitted",
    "submit",
    { note: "Đã xong.", quantity: 1 },
    "lan",
    { state: "submitted", submissions: [submission] },
    true,
  ),
  row(
    "submitted with other files",
    "submit",
    { note: "Đã xong.", quantity: 1, files: ["F2"] },
    "lan",
    { state: "submitted", submissions: [{ ...submission, files: ["F1"] }] },
    false,
  ),
  row("not submitted", "submit", { note: "Đã xong.", quantity: 1 }, "lan", {}, false),
  row(
    "approved by me",
    "approve",
    { quantity: 1, verdict: "met" },
    "thinh",
    {
      state: "completed",
      submissions: [{ ...submission, decision: { verdict: "met", at: "2026-04-29T03:00:00Z", by: thinh } }],
    },
    true,
  ),
  row(
    "returned by me",
    "return",
    { reason, major: false },
    "thinh",
    { submissions: [{ ...submission, decision: returned }] },
    true,
  ),
  row(
    "returned for another reason",
    "return",
    { reason: "Lý do khác hẳn.", major: false },
    "thinh",
    { submissions: [{ ...submission, decision: returned }] },
    false,
  ),
  row(
    "paused by me",
    "pause",
    { until: "2026-05-12", reason },
    "thinh",
    {
      state: "paused",
      paused: { by: thinh, at: "2026-05-05T02:00:00Z", until: "2026-05-12", reason, from: "in_progress" },
    },
    true,
  ),
  row("resumed", "resume", {}, "thinh", { state: "assigned" }, true),
  row("recalled before it was resumed", "resume", {}, "thinh", { state: "recalled" }, false),
  row(
    "reopened by me",
    "reopen",
    { reason },
    "thinh",
    { back: { by: thinh, at: "2026-05-05T02:00:00Z", reason, reopened: true } },
    true,
  ),
  row(
    "sent back before",
    "reopen",
    { reason },
    "thinh",
    { back: { by: thinh, at: "2026-05-05T02:00:00Z", reason } },
    false,
  ),
  row(
    "a cause claimed by me",
    "ask_cause",
    { event: "late:2026-05-06", reason },
    "lan",
    {
      causes: [
        {
          event: { key: "late:2026-05-06", kind: "late", on: "2026-05-06" },
          at: "2026-05-07T02:00:00Z",
          by: lan,
          reason,
        },
      ],
    },
    true,
  ),
  row("no cause claimed", "ask_cause", { event: "late:2026-05-06", reason }, "lan", {}, false),
  row("recalled", "recall", { reason }, "thinh", { state: "recalled", closedReason: reason }, true),
  row(
    "cancelled for another reason",
    "cancel",
    { reason },
    "thinh",
    { state: "cancelled", closedReason: "khác" },
    false,
  ),
])("$what: $done", ({ run, done }) => {
  expect(run()).toBe(done);
});
