import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "@/shared/api/client";
import { isConflict } from "@/shared/api/problem";
import type { SavedFilter, SavedInput, Task, TaskRow } from "@/shared/api/types";
import { countOf } from "@/shared/format/number";
import { type RecurringVerb, type TaskFilter, type TaskNarrow, taskApi } from "./api";
import type { OwnActs } from "./model/steady";

/** taskKeys makes every key under which something about tasks is cached. */
export const taskKeys = {
  all: ["task"] as const,
  lists: () => ["task", "list"] as const,
  list: (filter: TaskFilter) => ["task", "list", filter] as const,
  board: (filter: TaskFilter) => ["task", "list", "board", filter] as const,
  pages: (filter: TaskFilter) => ["task", "list", "pages", filter] as const,
  chips: (narrow: TaskNarrow) => ["task", "chips", narrow] as const,
  saved: () => ["task", "saved"] as const,
  recurring: () => ["task", "recurring"] as const,
  counts: () => ["task", "counts"] as const,
  detail: (id: string) => ["task", "detail", id] as const,
  trees: () => ["task", "tree"] as const,
  tree: (id: string) => ["task", "tree", id] as const,
  allLinks: () => ["task", "links"] as const,
  links: (id: string) => ["task", "links", id] as const,
  own: () => ["task", "own"] as const,
  history: (id: string) => ["task", "history", id] as const,
  note: (id: string) => ["task", "note", id] as const,
  files: (id: string) => ["task", "files", id] as const,
  /** Of the documents that tasks rest on. */
  sources: () => ["task", "source"] as const,
  source: (id: string) => ["task", "source", id] as const,
  checklist: (id: string) => ["task", "checklist", id] as const,
  said: (q: string) => ["task", "said", q] as const,
  talk: (id: string) => ["task", "talk", id] as const,
};

/** isSearch reports whether a key is that of taskSearchQuery: what was found for words, not a list one works on. */
export function isSearch(key: QueryKey): boolean {
  return key.some((part) => typeof part === "object" && part !== null && "tab" in part && part.tab === "all");
}

/** taskListQuery is the first page of a list, for places that show only its top. */
export function taskListQuery(filter: TaskFilter) {
  return queryOptions({
    queryKey: taskKeys.list(filter),
    queryFn: ({ signal }) => taskApi.list(filter, undefined, signal),
  });
}

/** taskPagesQuery is a list as far as it was asked for, page after page. */
export function taskPagesQuery(filter: TaskFilter) {
  return infiniteQueryOptions({
    queryKey: taskKeys.pages(filter),
    queryFn: ({ pageParam, signal }) => taskApi.list(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // Other words or another order: the old rows stay until the new ones are here. Another tab begins empty.
    placeholderData: (previous, query) => (query?.queryKey[3].tab === filter.tab ? previous : undefined),
  });
}

/** taskBoardQuery is how much a list holds in each state. */
export function taskBoardQuery(filter: TaskFilter) {
  return queryOptions({
    queryKey: taskKeys.board(filter),
    queryFn: ({ signal }) => taskApi.board(filter, signal),
    placeholderData: (previous, query) => (query?.queryKey[3].tab === filter.tab ? previous : undefined),
  });
}

/** taskQuery is one task, whole. */
export function taskQuery(id: string) {
  return queryOptions({ queryKey: taskKeys.detail(id), queryFn: ({ signal }) => taskApi.get(id, signal) });
}

/** taskTreeQuery is what is below a task: with whom each part lies, and since when. */
export function taskTreeQuery(id: string) {
  return queryOptions({ queryKey: taskKeys.tree(id), queryFn: ({ signal }) => taskApi.tree(id, signal) });
}

/** taskHistoryQuery is what happened to a task, newest first, as far as it was asked for. */
export function taskHistoryQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: taskKeys.history(id),
    queryFn: ({ pageParam, signal }) => taskApi.history(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** taskSearchQuery finds tasks in which I have any part, by words or code, without diacritics too. */
export function taskSearchQuery(q: string, state: "open" | "finished", limit: number) {
  return taskListQuery({ tab: "all", state, q, limit });
}

/** taskChipsQuery says in words what a list is narrowed to, and what became of a value since it was chosen. */
export function taskChipsQuery(narrow: TaskNarrow) {
  return queryOptions({
    queryKey: taskKeys.chips(narrow),
    queryFn: ({ signal }) => taskApi.chips(narrow, signal),
    enabled: Object.keys(narrow).length > 0,
    placeholderData: keepPreviousData,
  });
}

/** taskCountsQuery is the number of open tasks in each list. */
export function taskCountsQuery() {
  return queryOptions({ queryKey: taskKeys.counts(), queryFn: ({ signal }) => taskApi.counts(signal) });
}

/** useLeadCount is how many open tasks I lead, in words; undefined when there are none. */
export function useLeadCount(): string | undefined {
  return countOf(useQuery(taskCountsQuery()).data?.lead);
}

/** ownActsQuery is what became of the tasks that this person changed here; nothing is ever fetched for it. */
export function ownActsQuery() {
  return queryOptions<OwnActs>({
    queryKey: taskKeys.own(),
    queryFn: skipToken,
    initialData: () => new Map(),
    gcTime: Number.POSITIVE_INFINITY,
  });
}

function remember(client: QueryClient, id: string, row: TaskRow | undefined): void {
  client.setQueryData<OwnActs>(taskKeys.own(), (before) => new Map(before).set(id, row));
}

/** keepTask puts a task the server just returned into the cache and marks as stale what lists it. */
export function keepTask(client: QueryClient, task: Task): void {
  remember(client, task.id, task);
  client.setQueryData(taskKeys.detail(task.id), task);
  const stale = [
    taskKeys.lists(),
    taskKeys.trees(),
    taskKeys.allLinks(),
    taskKeys.counts(),
    taskKeys.history(task.id),
    ["waiting"],
    ["diary"],
  ];
  for (const queryKey of stale) void client.invalidateQueries({ queryKey });
}

/** keepChild is keepTask for a part that was just made of the task parent, which has one more. */
export function keepChild(client: QueryClient, parent: string, child: Task): void {
  keepTask(client, child);
  for (const queryKey of [taskKeys.detail(parent), taskKeys.history(parent)])
    void client.invalidateQueries({ queryKey });
}

/** forgetTask drops a task that the person no longer sees and marks as stale what listed it. */
export function forgetTask(client: QueryClient, id: string): void {
  remember(client, id, undefined);
  for (const queryKey of [
    taskKeys.lists(),
    taskKeys.trees(),
    taskKeys.allLinks(),
    taskKeys.counts(),
    ["waiting"],
    ["diary"],
  ]) {
    void client.invalidateQueries({ queryKey });
  }
  client.removeQueries({ queryKey: taskKeys.detail(id) });
  client.removeQueries({ queryKey: taskKeys.history(id) });
  client.removeQueries({ queryKey: taskKeys.talk(id) });
  client.removeQueries({ queryKey: taskKeys.files(id) });
  client.removeQueries({ queryKey: taskKeys.checklist(id) });
  client.removeQueries({ queryKey: taskKeys.source(id) });
}

/** useAccept accepts a task (tiếp nhận) straight from a list; on a conflict the list shows what it has become. */
export function useAccept() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (row: TaskRow) => taskApi.accept(row.id, row.version),
    onSuccess: (task) => keepTask(client, task),
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
  });
}

/**
 * useWatch follows a task, or ceases to: shown at once, and taken back when it fails. It makes no version, so what is shown
 * meanwhile of its changes stays.
 */
export function useWatch(id: string) {
  const client = useQueryClient();
  const show = (watching: boolean) =>
    client.setQueryData<Task>(taskKeys.detail(id), (task) => (task === undefined ? task : { ...task, watching }));
  return useMutation({
    mutationFn: (watching: boolean) => taskApi.watch(id, watching),
    onMutate: async (watching) => {
      await client.cancelQueries({ queryKey: taskKeys.detail(id) });
      show(watching);
    },
    onError: (_, watching) => show(!watching),
    onSettled: () => {
      for (const queryKey of [taskKeys.detail(id), taskKeys.lists(), taskKeys.counts()]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}

/** recurringQuery is the work that I have come again, with its next days. */
export function recurringQuery() {
  return queryOptions({ queryKey: taskKeys.recurring(), queryFn: ({ signal }) => taskApi.recurring(signal) });
}

/** useRecurringAct pauses, resumes or ends recurring work; whatever comes of it, what is shown is asked for again. */
export function useRecurringAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, verb }: { id: string; version: number; verb: RecurringVerb }) =>
      taskApi.actRecurring(id, verb, version),
    onSettled: () => void client.invalidateQueries({ queryKey: taskKeys.recurring() }),
  });
}

/** savedQuery is the lists that a person has saved, and those that were shared with their units. */
export function savedQuery() {
  return queryOptions({ queryKey: taskKeys.saved(), queryFn: ({ signal }) => taskApi.saved(signal) });
}

/** useSave keeps a list under a name; trying again after a lost answer keeps it once. */
export function useSave() {
  const [key] = useState(newKey);
  return useSaved((input: SavedInput) => taskApi.save(input, key));
}

/** useChangeSaved gives a saved list another name. */
export function useChangeSaved() {
  return useSaved(({ item, name }: { item: SavedFilter; name: string }) =>
    taskApi.changeSaved(item.id, item.version, { name, shared: item.shared?.id, list: item.list }),
  );
}

/** useRemoveSaved removes a saved list. */
export function useRemoveSaved() {
  return useSaved((item: SavedFilter) => taskApi.removeSaved(item.id, item.version));
}

/** useSaved does something to saved lists; whatever comes of it, what is shown is asked for again. */
function useSaved<T, R>(mutationFn: (value: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => void client.invalidateQueries({ queryKey: taskKeys.saved() }),
  });
}
