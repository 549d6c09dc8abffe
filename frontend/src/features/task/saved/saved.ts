import type { SavedFilter } from "@/shared/api/types";
import { type ListState, readListState, writeListState } from "../list/listState";

/** A list as it is kept. */
export type SavedList = SavedFilter["list"];

/** savedOf returns what is kept of a list: all but the task in the panel. */
export function savedOf({ tab, state, sort, q, narrow }: ListState): SavedList {
  const { urgency, states, ...rest } = narrow;
  return {
    tab,
    state,
    sort,
    ...(q.trim() !== "" && { q: q.trim() }),
    ...rest,
    ...(urgency !== undefined && { urgency: urgency.split(",") }),
    ...(states !== undefined && { states: states.split(",") }),
  } as SavedList;
}

/** addressOf returns the address, below /tasks, that brings a kept list again. */
export function addressOf(list: SavedList): string {
  const params = new URLSearchParams();
  for (const [field, value] of Object.entries(list)) params.set(field, Array.isArray(value) ? value.join(",") : value);
  return writeListState(readListState(params, [list.tab])).toString();
}
