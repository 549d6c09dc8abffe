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

  test("an empty list takes what comes", () => {
    expect(ids(steady([], list("ab"), true).rows)).toBe("ab");
  });
});
