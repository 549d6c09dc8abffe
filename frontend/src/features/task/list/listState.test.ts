import { describe, expect, test } from "vitest";
import { exportOf, filterOf, readListState, tabsFor, withNarrow, writeListState } from "./listState";

const all = ["lead", "assigned", "waiting", "unit"] as const;
const none = { assign: false, team: false, score: false, closePeriods: false, confirmPeriods: false };

describe("tabsFor", () => {
  test.each([
    { who: "an officer", me: { can: none, roles: ["officer" as const] }, unit: false },
    { who: "a head", me: { can: { ...none, team: true }, roles: ["head" as const] }, unit: true },
    { who: "a follow-up officer", me: { can: none, roles: ["monitor" as const] }, unit: true },
    { who: "personnel", me: { can: none, roles: ["hr" as const] }, unit: false },
  ])("$who sees the unit's list: $unit", ({ me, unit }) => {
    expect(tabsFor(me).includes("unit")).toBe(unit);
  });
});

describe("the address of a list", () => {
  test("is plain for the plain list", () => {
    expect(writeListState(readListState(new URLSearchParams(), all)).toString()).toBe("");
  });

  test("brings the same list again", () => {
    const list = {
      tab: "assigned",
      state: "all",
      sort: "updated",
      q: "hướng dẫn",
      narrow: { late: "overdue", states: "in_progress,submitted", from: "2026-10-01" },
      selected: "01J",
      view: "board",
    } as const;
    expect(readListState(writeListState(list), all)).toEqual(list);
  });

  test("with something unknown or not allowed falls back", () => {
    const params = new URLSearchParams("tab=unit&state=lost&sort=points");
    expect(readListState(params, ["lead"])).toEqual({
      tab: "lead",
      state: "open",
      sort: "due",
      q: "",
      narrow: {},
      selected: undefined,
    });
  });
});

describe("filterOf", () => {
  test("asks what waits for me without state and order", () => {
    const list = readListState(new URLSearchParams("tab=waiting&state=all&sort=updated"), all);
    expect(filterOf(list)).toEqual({ tab: "waiting", q: undefined, limit: 50 });
  });

  test("leaves out a search of blanks", () => {
    expect(filterOf(readListState(new URLSearchParams("q=%20"), all)).q).toBeUndefined();
  });
});

describe("a narrowed list", () => {
  const list = readListState(new URLSearchParams("tab=unit&late=overdue&unit=01U&q=bao"), all);

  test("is taken away as it is seen, whole", () => {
    expect(exportOf(list)).toEqual({ tab: "unit", state: "open", sort: "due", q: "bao", late: "overdue", unit: "01U" });
  });

  test.each([
    { state: "open", narrow: { late: "late" }, want: "all" },
    { state: "open", narrow: { late: "on_time" }, want: "all" },
    { state: "open", narrow: { states: "submitted,completed" }, want: "all" },
    { state: "finished", narrow: { late: "overdue" }, want: "all" },
    { state: "finished", narrow: { late: "late" }, want: "finished" },
    { state: "open", narrow: { late: "overdue" }, want: "open" },
    { state: "open", narrow: {}, want: "open" },
  ] as const)("$state with $narrow shows $want", ({ state, narrow, want }) => {
    expect(withNarrow({ state }, narrow)).toEqual({ narrow, state: want });
  });
});
