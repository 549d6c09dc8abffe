import { expect, test } from "vitest";
import type { TaskColumn, TaskState } from "@/shared/api/types";
import type { ListState } from "../list/listState";
import { rowOf, taskOf } from "../model/fixtures";
import { boardFilter, columnFilter, columnsOf, movesOf, nextMove, ownIn, shortCode, stillIn } from "./board";

const list: ListState = { tab: "unit", state: "open", sort: "updated", q: " báo cáo ", narrow: { urgency: "khan" } };
const column = (state: TaskState, n = 0): TaskColumn => ({ state, count: { n, more: false }, converted: n });

test("a column is the list with one state, and the numbers are of the list without an order", () => {
  expect(columnFilter(list, "submitted")).toEqual({
    tab: "unit",
    state: "open",
    sort: "updated",
    q: "báo cáo",
    urgency: "khan",
    states: "submitted",
    limit: 20,
  });
  expect(boardFilter(list)).toEqual({ tab: "unit", state: "open", q: "báo cáo", urgency: "khan" });
});

test.each<[string, Parameters<typeof taskOf>[0], [TaskState, string][]]>([
  [
    "the lead of new work",
    { acts: ["accept", "report", "decline"] },
    [
      ["in_progress", "accept"],
      ["draft", "decline"],
    ],
  ],
  ["the lead", { acts: ["submit", "report", "ask_extension"] }, [["submitted", "submit"]]],
  [
    "the approver",
    { acts: ["approve", "return", "pause", "recall"] },
    [
      ["completed", "approve"],
      ["in_progress", "return"],
      ["paused", "pause"],
      ["recalled", "recall"],
    ],
  ],
  [
    "the approver of paused work",
    { acts: ["resume"], paused: { by: { id: "t", name: "T" }, at: "", until: "", reason: "", from: "submitted" } },
    [["submitted", "resume"]],
  ],
  ["who only looks", { acts: ["nudge"] }, []],
])("%s takes work where an act leads", (_, task, want) => {
  expect([...movesOf(taskOf(task))]).toEqual(want);
});

test("ordinary columns are always there, the others while they hold something, the finished one to approve into", () => {
  const counted = [
    column("draft"),
    column("assigned", 2),
    column("in_progress"),
    column("submitted"),
    column("paused"),
    column("recalled", 1),
  ];
  const shown = columnsOf(counted, list);
  expect(shown.map(({ state }) => state)).toEqual([
    "assigned",
    "in_progress",
    "submitted",
    "completed",
    "paused",
    "recalled",
  ]);
  expect(shown[3]).toEqual({ state: "completed", closed: true });
  expect(columnsOf([column("draft")], { ...list, narrow: { states: "draft" } })).toEqual([column("draft")]);
  expect(columnsOf([column("completed"), column("cancelled")], { ...list, state: "finished" })).toEqual([
    column("completed"),
  ]);
});

test("the next column is the nearest allowed one on that side", () => {
  const columns = columnsOf([column("assigned"), column("in_progress"), column("submitted"), column("paused")], list);
  const moves = new Map([
    ["paused", "pause"],
    ["assigned", "assign"],
  ] as const);
  expect(nextMove(columns, "in_progress", 1, moves)).toBe("pause");
  expect(nextMove(columns, "in_progress", -1, moves)).toBe("assign");
  expect(nextMove(columns, "paused", 1, moves)).toBeUndefined();
  expect(nextMove(columns, "draft", 1, moves)).toBeUndefined();
});

test("what was taken elsewhere is gone from its column at once, and stays where the server has brought it back", () => {
  const moved = rowOf("1", { version: 4, state: "submitted" });
  const own = new Map([["1", moved]]);
  expect(stillIn("in_progress", [rowOf("1"), rowOf("2")], own).map(({ id }) => id)).toEqual(["2"]);
  expect(stillIn("in_progress", [rowOf("1", { version: 5 })], own)).toHaveLength(1);
  expect(stillIn("submitted", [moved], own)).toHaveLength(1);
  expect(ownIn("in_progress", own).get("1")).toBeUndefined();
  expect(ownIn("in_progress", own).has("1")).toBe(true);
  expect(ownIn("submitted", own).get("1")).toBe(moved);
});

test.each([
  ["NV-2026-000126", "126"],
  ["NV-2026-100000", "100000"],
  ["NV-2026-000000", "0"],
])("%s is %s on a card", (code, short) => {
  expect(shortCode(code)).toBe(short);
});
