import { api } from "@/shared/api/client";
import type { operations } from "@/shared/api/schema";
import type {
  HistoryEntry,
  MadeTask,
  NewTask,
  NewTasks,
  Page,
  QuickLine,
  RecurringWork,
  SavedFilter,
  SavedFilters,
  SavedInput,
  Task,
  TaskBoard,
  TaskChip,
  TaskCounts,
  TaskLinks,
  TaskPartInput,
  TaskRow,
  TaskTree,
  Urgency,
} from "@/shared/api/types";

/** Which list: what I lead, what I assigned, what I help with, what I follow, what waits for me, what my units do. */
export type TaskTab = "lead" | "assigned" | "coordinating" | "watching" | "waiting" | "unit";

/** Which tasks of a list: still to be done, done or dropped, or both. */
export type TaskStateFilter = "open" | "finished" | "all";

/** What a giver does with recurring work. */
export type RecurringVerb = "pause" | "resume" | "end";

/** Order of a list: the nearest deadline first, or the latest change or task first. */
export type TaskSort = "due" | "updated" | "created";

/** Columns that a list of tasks can show and take away as a file. */
export type TaskColumn = NonNullable<NonNullable<operations["task-export"]["parameters"]["query"]["columns"]>>[number];

/** What a list is narrowed by beside its tab and state; several values of one field are joined by commas. */
export interface TaskNarrow {
  late?: string;
  unit?: string;
  person?: string;
  document?: string;
  product?: string;
  from?: string;
  to?: string;
  urgency?: string;
  states?: string;
}

/**
 * Filter, order and size of a list. The list `waiting` is always ordered by how long it has waited; `all` is whatever I
 * may see, to be searched.
 */
export interface TaskFilter extends TaskNarrow {
  tab: TaskTab | "all";
  state?: TaskStateFilter;
  q?: string;
  sort?: TaskSort;
  limit?: number;
}

/** What each act sends beside the version; the server refuses anything else. */
export interface ActBodies {
  assign: Record<never, never>;
  accept: Record<never, never>;
  /** The head of a leading unit names who leads: the id of a person. */
  name: { person: string };
  decline: { reason: string };
  /** percent: 0 to 100. */
  report: { percent: number; text: string };
  /** quantity: pieces handed in, three decimals at most; files: ids of the files of the result. */
  submit: { note: string; quantity: number; files?: string[] };
  /** quantity: pieces accepted. */
  approve: { quantity: number; verdict: "met" | "major_error"; remark?: string } & Failed;
  return: { reason: string; major: boolean } & Failed;
  withdraw: Record<never, never>;
  /** due: the last day asked for, "YYYY-MM-DD". */
  ask_extension: { due: string; reason: string };
  /** due: the new deadline, the day asked for or an earlier one; without it the request is refused. */
  answer_extension: { due?: string; reason?: string };
  reschedule: { due: string; reason: string };
  /** until: the day on which it goes on by itself, "YYYY-MM-DD". */
  pause: { until: string; reason: string };
  resume: Record<never, never>;
  reopen: { reason: string };
  /** event: the key of what cost points; document: the number of what proves the cause. */
  ask_cause: { event: string; reason: string; document?: string };
  /** document: on which it is confirmed. */
  answer_cause: { confirmed: boolean; document?: string; reason?: string };
  recall: { reason: string };
  cancel: { reason: string };
}

/** What has a major content error. */
interface Failed {
  /** Of the pieces handed in, those with the error; all of them when left out. */
  failedQuantity?: number;
  /** Who helps and has the error in their part; the lead when left out. */
  failedOf?: string;
}

/** An act that moves a task on its way; editing and creating send the whole content instead. */
export type Verb = keyof ActBodies;

// Where an act is not sent to an address of its own name.
const paths: Partial<Record<Verb, string>> = {
  name: "accept",
  report: "reports",
  ask_extension: "extensions",
  answer_extension: "extensions/answer",
  ask_cause: "causes",
  answer_cause: "causes/answer",
};

/** taskApi calls the operations of /tasks. */
export const taskApi = {
  list: (filter: TaskFilter, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<TaskRow>>("/tasks", { ...filter, cursor }, signal),
  board: (filter: TaskFilter, signal?: AbortSignal) => api.get<TaskBoard>("/tasks/board", { ...filter }, signal),
  chips: (narrow: TaskNarrow, signal?: AbortSignal) =>
    api.get<{ items: TaskChip[] }>("/tasks/filter", { ...narrow }, signal),
  recurring: (signal?: AbortSignal) => api.get<{ items: RecurringWork[] }>("/tasks/recurring", {}, signal),
  makeRecurring: (body: { words: string; task: Omit<NewTask, "assign"> }, key: string) =>
    api.post<RecurringWork>("/tasks/recurring", body, { idempotencyKey: key }),
  actRecurring: (id: string, verb: RecurringVerb, version: number) =>
    api.post<RecurringWork>(`/tasks/recurring/${id}/${verb}`, { version }),
  saved: (signal?: AbortSignal) => api.get<SavedFilters>("/tasks/saved", {}, signal),
  save: (input: SavedInput, key: string) => api.post<SavedFilter>("/tasks/saved", input, { idempotencyKey: key }),
  changeSaved: (id: string, version: number, input: SavedInput) =>
    api.put<SavedFilter>(`/tasks/saved/${id}`, { version, ...input }),
  removeSaved: (id: string, version: number) => api.delete<void>(`/tasks/saved/${id}?version=${version}`),
  counts: (signal?: AbortSignal) => api.get<TaskCounts>("/tasks/counts", {}, signal),
  get: (id: string, signal?: AbortSignal) => api.get<Task>(`/tasks/${id}`, {}, signal),
  history: (id: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<HistoryEntry>>(`/tasks/${id}/history`, { cursor }, signal),
  accept: (id: string, version: number, person?: string) => api.post<Task>(`/tasks/${id}/accept`, { version, person }),
  /** key: for reports alone, which a repeated request must not write twice. */
  act: <V extends Verb>(id: string, verb: V, version: number, body: ActBodies[V], key?: string) =>
    api.post<Task>(`/tasks/${id}/${paths[verb] ?? verb}`, { version, ...body }, { idempotencyKey: key }),
  /** Does one thing about a part of the work: hands it in, answers what was, names who does it. */
  part: (id: string, act: string, version: number, body: object) =>
    api.post<Task>(`/tasks/${id}/coordinators/${act}`, { version, ...body }),
  /** Changes who helps, with which shares and until when. */
  coordinate: (id: string, version: number, coordinators: TaskPartInput[], reason?: string) =>
    api.put<Task>(`/tasks/${id}/coordinators`, { version, coordinators, reason }),
  /** Changes how urgent it is, and the open work below. */
  urge: (id: string, version: number, urgency: Urgency, reason: string) =>
    api.post<Task>(`/tasks/${id}/urgency`, { version, urgency, reason }),
  /** Changes who sees it for information. */
  inform: (id: string, version: number, informed: { person: string; follows?: boolean }[]) =>
    api.put<Task>(`/tasks/${id}/informed`, { version, informed }),
  /** Presses those for whom it waits; at most once in four hours. */
  nudge: (id: string, version: number) => api.post<Task>(`/tasks/${id}/nudge`, { version }),
  /** Follows a task, or ceases to; asking twice is once. */
  watch: (id: string, watching: boolean) => api.put<Task>(`/tasks/${id}/watch`, { watching }),
  /** Says how lines of quick add are understood; nothing is stored. */
  read: (text: string) => api.post<{ items: QuickLine[] }>("/tasks/read", { text }),
  /** All of them or none. */
  createAll: (items: NewTask[], key: string) =>
    api.post<{ items: MadeTask[] }>("/tasks/batch", { items }, { idempotencyKey: key }),
  /** Makes a task and, below it, one of the same content for each of others. */
  create: (task: NewTasks, key: string) => api.post<Task>("/tasks", task, { idempotencyKey: key }),
  /** What is below a task, as far as the caller sees it. */
  tree: (id: string, signal?: AbortSignal) => api.get<TaskTree>(`/tasks/${id}/children`, {}, signal),
  /** Sends finished parts back for rework, where the task itself has come back. */
  rework: (id: string, version: number, tasks: string[], reason: string) =>
    api.post<Task>(`/tasks/${id}/children/rework`, { version, tasks, reason }),
  /** What a task waits for, and what waits for it. */
  links: (id: string, signal?: AbortSignal) => api.get<TaskLinks>(`/tasks/${id}/links`, {}, signal),
  /** Says that it waits for another, or no longer does. */
  link: (id: string, version: number, blocker: string, waits: boolean) =>
    api.post<Task>(`/tasks/${id}/links`, { version, blocker, waits }),
  /** Makes a part of a task, given at once or kept as a draft, and one of the same content for each of others. */
  split: (id: string, task: NewTasks, key: string) =>
    api.post<Task>(`/tasks/${id}/children`, task, { idempotencyKey: key }),
  edit: (id: string, version: number, task: Omit<NewTask, "assign">) =>
    api.patch<Task>(`/tasks/${id}`, { version, ...task }),
};
