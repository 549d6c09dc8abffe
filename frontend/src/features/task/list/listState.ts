import type { Me } from "@/shared/api/types";
import type { TaskFilter, TaskNarrow, TaskSort, TaskStateFilter, TaskTab } from "../api";

/** What a list shows, as it stands in the address: a link or the back button brings the same list again. */
export interface ListState {
  tab: TaskTab;
  state: TaskStateFilter;
  sort: TaskSort;
  /** Words searched for, "" for none. */
  q: string;
  /** What else it is narrowed by; a field that is not, is not there. */
  narrow: TaskNarrow;
  /** Id of the task in the panel. */
  selected?: string;
  /** The month "YYYY-MM" whose days it is shown by, "now" for the present one; nothing for a table. */
  month?: string;
  /** Rows or columns by state; nothing for what the person has chosen on this machine. */
  view?: TaskView;
}

/** How a list is shown that is not shown by days. */
export type TaskView = (typeof views)[number];

const views = ["table", "board"] as const;

/** How many rows one page of a list brings. */
export const pageSize = 50;

/** Orders a list can take, as offered. */
export const sorts: readonly TaskSort[] = ["due", "updated", "created"];

/** Which tasks of a tab are shown, as offered. */
export const stateFilters: readonly TaskStateFilter[] = ["open", "finished", "all"];

/** What a list can be narrowed by, in the order of the chips. */
export const narrowFields = [
  "late",
  "states",
  "urgency",
  "unit",
  "person",
  "document",
  "product",
  "from",
  "to",
] as const satisfies readonly (keyof TaskNarrow)[];

const defaults: ListState = { tab: "lead", state: "open", sort: "due", q: "", narrow: {} };

/**
 * tabsFor returns the lists a person has; those of units only for who sees the work of one. The list of what one helps
 * with is there also while it is empty: anybody may be asked to help, and tabs that come and go move the others.
 */
export function tabsFor(me: Pick<Me, "can" | "roles">): TaskTab[] {
  const seesUnit = me.can.team || me.roles.includes("monitor") || me.roles.includes("inspector");
  return seesUnit
    ? ["lead", "assigned", "coordinating", "watching", "waiting", "unit"]
    : ["lead", "assigned", "coordinating", "watching", "waiting"];
}

/** readListState reads an address; what it does not know, or the person has not, becomes the default. */
export function readListState(params: URLSearchParams, tabs: readonly TaskTab[]): ListState {
  return {
    tab: oneOf(tabs, params.get("tab")) ?? defaults.tab,
    state: oneOf(stateFilters, params.get("state")) ?? defaults.state,
    sort: oneOf(sorts, params.get("sort")) ?? defaults.sort,
    q: params.get("q") ?? defaults.q,
    narrow: readNarrow(params),
    selected: params.get("task") ?? undefined,
    month: readMonth(params.get("month")),
    view: oneOf(views, params.get("view")),
  };
}

function readMonth(value: string | null): string | undefined {
  return value !== null && /^(now|\d{4}-(0[1-9]|1[0-2]))$/.test(value) ? value : undefined;
}

/** readNarrow reads what an address narrows a list by; whether each value is still good says the server. */
function readNarrow(params: URLSearchParams): TaskNarrow {
  const narrow: TaskNarrow = {};
  for (const field of narrowFields) {
    const value = params.get(field);
    if (value !== null && value !== "") narrow[field] = value;
  }
  return narrow;
}

/** writeListState returns the address of a list; defaults are left out, so that the plain address is the plain list. */
export function writeListState(list: ListState): URLSearchParams {
  const params = new URLSearchParams();
  if (list.tab !== defaults.tab) params.set("tab", list.tab);
  if (list.state !== defaults.state) params.set("state", list.state);
  if (list.sort !== defaults.sort) params.set("sort", list.sort);
  if (list.q !== "") params.set("q", list.q);
  for (const field of narrowFields) {
    const value = list.narrow[field];
    if (value !== undefined) params.set(field, value);
  }
  if (list.month !== undefined) params.set("month", list.month);
  if (list.view !== undefined) params.set("view", list.view);
  if (list.selected !== undefined) params.set("task", list.selected);
  return params;
}

/** filterOf returns what to ask the server for. What waits for me is open by nature and has its own order. */
export function filterOf(list: ListState): TaskFilter {
  return { ...exportOf(list), limit: pageSize };
}

/** exportOf returns what to ask for to take the list away whole. */
export function exportOf({ tab, state, sort, q, narrow }: ListState): TaskFilter {
  const common = { tab, q: q.trim() === "" ? undefined : q.trim(), ...narrow };
  return tab === "waiting" ? common : { ...common, state, sort };
}

/** withNarrow returns a list narrowed otherwise. What is finished late or in time is finished, so that it can be found. */
export function withNarrow(list: Pick<ListState, "state">, narrow: TaskNarrow): Pick<ListState, "state" | "narrow"> {
  const finished = narrow.late === "late" || narrow.late === "on_time";
  const open = narrow.late === "overdue" || narrow.late === "week";
  const ended = /completed|cancelled/.test(narrow.states ?? "");
  const hidden = (list.state === "open" && (finished || ended)) || (list.state === "finished" && open);
  return { narrow, state: hidden ? "all" : list.state };
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((one) => one === value);
}
