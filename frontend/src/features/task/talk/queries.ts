import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { CommentHit, Page, PersonRef, TaskComment } from "@/shared/api/types";
import { taskKeys } from "../queries";

/** What is sent of a comment. */
export interface Said {
  text: string;
  mentions: string[];
  replyTo?: string;
}

/** talkApi calls the operations of /tasks/{id}/comments. */
const talkApi = {
  list: (task: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<TaskComment>>(`/tasks/${task}/comments`, { cursor, limit: 20 }, signal),
  add: (task: string, said: Said, key: string) =>
    api.post<TaskComment>(`/tasks/${task}/comments`, said, { idempotencyKey: key }),
  edit: (task: string, comment: TaskComment, said: Omit<Said, "replyTo">) =>
    api.patch<TaskComment>(`/tasks/${task}/comments/${comment.id}`, { version: comment.version, ...said }),
  remove: (task: string, { id, version }: TaskComment) =>
    api.delete<void>(`/tasks/${task}/comments/${id}?version=${version}`),
  people: (task: string, q: string, signal?: AbortSignal) =>
    api.get<{ items: PersonRef[] }>(`/tasks/${task}/people`, { q }, signal),
};

/** talkQuery is what was said about a task, newest first, as far back as it was asked for. */
export function talkQuery(task: string) {
  return infiniteQueryOptions({
    queryKey: taskKeys.talk(task),
    queryFn: ({ pageParam, signal }) => talkApi.list(task, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** saidQuery is what was said with some words on the tasks that I see, newest first. */
export function saidQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: taskKeys.said(q),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<CommentHit>>("/comments", { q, cursor: pageParam, limit: 10 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** nameableQuery finds people who may see a task, by name; for "" those who take part. */
export function nameableQuery(task: string, q: string | undefined) {
  return queryOptions({
    queryKey: ["task", "people", task, q ?? ""] as const,
    queryFn: ({ signal }) => talkApi.people(task, q ?? "", signal),
    enabled: q !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** useSay adds a comment; a repeated try carries the same key. */
export function useSay(task: string) {
  return useTalk(task, ({ said, key }: { said: Said; key: string }) => talkApi.add(task, said, key));
}

/** useEditSaid gives a comment another text. */
export function useEditSaid(task: string) {
  return useTalk(task, ({ comment, said }: { comment: TaskComment; said: Omit<Said, "replyTo"> }) =>
    talkApi.edit(task, comment, said),
  );
}

/** useUnsay deletes a comment. */
export function useUnsay(task: string) {
  return useTalk(task, (comment: TaskComment) => talkApi.remove(task, comment));
}

/** useTalk does something to the talk about a task; whatever comes of it, what is shown is asked for again. */
function useTalk<V, R>(task: string, mutationFn: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: taskKeys.talk(task) }),
        client.invalidateQueries({ queryKey: taskKeys.history(task) }),
      ]),
  });
}
