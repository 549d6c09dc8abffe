import type { Task, TaskAct, TaskColumn, TaskRow, TaskState } from "@/shared/api/types";
import type { TaskFilter } from "../api";
import { exportOf, type ListState } from "../list/listState";
import type { OwnActs } from "../model/steady";

/** How many cards one page of a column brings. */
export const columnSize = 20;

/** An act that takes a task to another column. */
export type Move = Extract<
  TaskAct,
  | "assign"
  | "accept"
  | "submit"
  | "withdraw"
  | "approve"
  | "return"
  | "pause"
  | "resume"
  | "reopen"
  | "decline"
  | "recall"
  | "cancel"
>;

const target: Record<Exclude<Move, "resume">, TaskState> = {
  assign: "assigned",
  accept: "in_progress",
  submit: "submitted",
  withdraw: "in_progress",
  approve: "completed",
  return: "in_progress",
  pause: "paused",
  reopen: "in_progress",
  decline: "draft",
  recall: "recalled",
  cancel: "cancelled",
};

/** movesOf are the columns to which the person may take a task now, each with the act that leads there. */
export function movesOf({ acts, paused }: Pick<Task, "acts" | "paused">): Map<TaskState, Move> {
  const moves = new Map<TaskState, Move>();
  for (const act of acts) {
    const to = act === "resume" ? paused?.from : target[act as keyof typeof target];
    if (to !== undefined && !moves.has(to)) moves.set(to, act as Move);
  }
  return moves;
}

/** A column as it stands on the board; closed: the list holds nothing of it, but work can be taken there. */
export interface BoardColumn extends Pick<TaskColumn, "state"> {
  count?: TaskColumn["count"];
  converted?: number;
  closed?: boolean;
}

// The way of ordinary work; the others have a column while there is something in it.
const always: readonly TaskState[] = ["assigned", "in_progress", "submitted", "completed", "paused"];

/**
 * columnsOf are the columns to show. Of a list of open work the finished one stands there empty, to approve into; a list narrowed
 * to some states shows those alone.
 */
export function columnsOf(counted: readonly TaskColumn[], { narrow, state }: ListState): BoardColumn[] {
  const shown: BoardColumn[] = counted.filter(
    ({ state, count }) => always.includes(state) || narrow.states !== undefined || count.n > 0 || count.more,
  );
  const finished = shown.some((column) => column.state === "completed");
  if (finished || narrow.states !== undefined || state === "finished") return shown;
  const at = shown.findIndex((column) => column.state === "paused");
  const done: BoardColumn = { state: "completed", closed: true };
  return at === -1 ? [...shown, done] : [...shown.slice(0, at), done, ...shown.slice(at)];
}

/** boardFilter is what the columns of a list are counted by. */
export function boardFilter(list: ListState): TaskFilter {
  const { sort: _, ...filter } = exportOf(list);
  return filter;
}

/** columnFilter is what one column of a list holds. */
export function columnFilter(list: ListState, state: TaskState): TaskFilter {
  return { ...exportOf(list), states: state, limit: columnSize };
}

/** nextMove is the nearest column to the left (-1) or right (1) to which a task may be taken, undefined when there is none. */
export function nextMove(
  columns: readonly BoardColumn[],
  from: TaskState,
  step: 1 | -1,
  moves: ReadonlyMap<TaskState, Move>,
): Move | undefined {
  const at = columns.findIndex(({ state }) => state === from);
  for (let i = at + step; at !== -1 && i >= 0 && i < columns.length; i += step) {
    const move = moves.get(columns[i]?.state as TaskState);
    if (move !== undefined) return move;
  }
  return undefined;
}

/** ownIn is what somebody's own acts mean to one column: work that they took elsewhere is gone from it. */
export function ownIn(state: TaskState, own: OwnActs = new Map()): OwnActs {
  return new Map([...own].map(([id, row]) => [id, row?.state === state ? row : undefined]));
}

/** stillIn are the rows of a column but those that somebody has just taken elsewhere, which the server's answer may not know yet. */
export function stillIn(state: TaskState, rows: readonly TaskRow[], own: OwnActs = new Map()): TaskRow[] {
  return rows.filter((row) => {
    const mine = own.get(row.id);
    return mine === undefined || mine.version <= row.version || mine.state === state;
  });
}

/** shortCode is the number of a task without year and leading noughts, as cards write it: "NV-2026-000126" is 126. */
export function shortCode(code: string): string {
  return code.replace(/^.*-0*(?=\d)/, "");
}
