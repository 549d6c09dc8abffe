import { describe, expect, test } from "vitest";
import { rowOf } from "./fixtures";
import { steady } from "./steady";

const ids = (rows: { id: string }[]) => rows.map((row) => row.id).join("");
const list = (text: string) => [...text].map((id) => rowOf(id));

describe("steady", () => {
  test.each([
    { what: "nobody at the list: the newest order", holding: false, next: "cab", rows: "cab", changes: 0 },
    { what: "nothing new", holding: true, next: "abc", rows: "abc", changes: 0 },
    { what: "a new row on top waits", holding: true, next: "nabc", rows: "abc", changes: 1 },
    { what: "a row that went stays", holding: true, next: "ac", rows: "abc", changes: 1 },
    { what: "two rows that changed places keep theirs", holding: true, next: "bac", rows: "abc", changes: 2 },
    { what: "a further page is shown", holding: true, next: "abcde", rows: "abcde", changes: 0 },
    { what: "another list altogether waits", holding: true, next: "xy", rows: "abc", changes: 5 },
  ])("$what", ({ holding, next, rows, changes }) => {
    const got = steady(list("abc"), list(next), holding);
    expect(ids(got.rows)).toBe(rows);
    expect(got.changes).toBe(changes);
  });

  test("a row that keeps its place shows its newest content", () => {
    const next = [rowOf("b"), rowOf("a", { version: 4, progress: 90 })];
    expect(steady(list("ab"), next, true).rows[0]).toMatchObject({ id: "a", version: 4, progress: 90 });
  });

  test.each([
    { what: "what I ended stays in its place", own: ["b"], next: "ac", rows: "abc", changes: 0 },
    { what: "what I made comes in", own: ["n"], next: "anbc", rows: "anbc", changes: 0 },
    { what: "what I made comes first", own: ["n"], next: "nabc", rows: "nabc", changes: 0 },
    { what: "what I moved keeps its place", own: ["a"], next: "bca", rows: "abc", changes: 0 },
    { what: "what others did is news", own: ["b"], next: "xac", rows: "abc", changes: 1 },
  ])("own acts are no news: $what", ({ own, next, rows, changes }) => {
    const acted = new Map(own.map((id) => [id, rowOf(id, { version: 4, state: "cancelled" })]));
    const got = steady(list("abc"), list(next), true, acted);
    expect(ids(got.rows)).toBe(rows);
    expect(got.changes).toBe(changes);
    for (const row of got.rows) expect(row.state).toBe(own.includes(row.id) ? "cancelled" : "in_progress");
  });

  test("what I see no more goes at once", () => {
    expect(steady(list("abc"), list("ac"), true, new Map([["b", undefined]]))).toMatchObject({ changes: 0 });
    expect(ids(steady(list("abc"), list("ac"), true, new Map([["b", undefined]])).rows)).toBe("ac");
  });

  test("what somebody else did to it later is news again", () => {
    const acted = new Map([["a", rowOf("a", { version: 4 })]]);
    expect(steady(list("abc"), [...list("bc"), rowOf("a", { version: 5 })], true, acted).changes).toBe(3);
  });

  test("an empty list takes what comes", () => {
    expect(ids(steady([], list("ab"), true).rows)).toBe("ab");
  });
});
