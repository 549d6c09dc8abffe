import type { Me } from "@/shared/api/types";
import type { TaskFilter, TaskSort, TaskStateFilter, TaskTab } from "../api";

/** What a list shows, as it stands in the address: a link or the back button brings the same list again. */
export interface ListState {
  tab: TaskTab;
  state: TaskStateFilter;
  sort: TaskSort;
  /** Words searched for, "" for none. */
  q: string;
  /** Id of the task in the panel. */
  selected?: string;
}

/** How many rows one page of a list brings. */
export const pageSize = 50;

/** Orders a list can take, as offered. */
export const sorts: readonly TaskSort[] = ["due", "updated", "created"];

/** Which tasks of a tab are shown, as offered. */
export const stateFilters: readonly TaskStateFilter[] = ["open", "finished", "all"];

const defaults: ListState = { tab: "lead", state: "open", sort: "due", q: "" };

/**
 * tabsFor returns the lists a person has; those of units only for who sees the work of one. The list of what one helps
 * with is there also while it is empty: anybody may be asked to help, and tabs that come and go move the others.
 */
export function tabsFor(me: Pick<Me, "can" | "roles">): TaskTab[] {
  const seesUnit = me.can.team || me.roles.includes("monitor") || me.roles.includes("inspector");
  return seesUnit
    ? ["lead", "assigned", "coordinating", "waiting", "unit"]
    : ["lead", "assigned", "coordinating", "waiting"];
}

/** readListState reads an address; what it does not know, or the person has not, becomes the default. */
export function readListState(params: URLSearchParams, tabs: readonly TaskTab[]): ListState {
  return {
    tab: oneOf(tabs, params.get("tab")) ?? defaults.tab,
    state: oneOf(stateFilters, params.get("state")) ?? defaults.state,
    sort: oneOf(sorts, params.get("sort")) ?? defaults.sort,
    q: params.get("q") ?? defaults.q,
    selected: params.get("task") ?? undefined,
  };
}

/** writeListState returns the address of a list; defaults are left out, so that the plain address is the plain list. */
export function writeListState(list: ListState): URLSearchParams {
  const params = new URLSearchParams();
  if (list.tab !== defaults.tab) params.set("tab", list.tab);
  if (list.state !== defaults.state) params.set("state", list.state);
  if (list.sort !== defaults.sort) params.set("sort", list.sort);
  if (list.q !== "") params.set("q", list.q);
  if (list.selected !== undefined) params.set("task", list.selected);
  return params;
}

/** filterOf returns what to ask the server for. What waits for me is open by nature and has its own order. */
export function filterOf({ tab, state, sort, q }: ListState): TaskFilter {
  const common = { tab, q: q.trim() === "" ? undefined : q.trim(), limit: pageSize };
  return tab === "waiting" ? common : { ...common, state, sort };
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | undefined {
  return allowed.find((one) => one === value);
}
