import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { type ActBodies, taskApi, type Verb } from "../api";
import { forgetTask, keepTask, taskKeys } from "../queries";
import { shownAs } from "./shownAs";
import { isDone } from "./verbs";

/** What one act sends; version: that of the task the person had before them. */
export interface Sending<V extends Verb> {
  body: ActBodies[V];
  version: number;
  key?: string;
}

/** A task before and while an act on it is shown that the server has not answered yet. */
interface Shown {
  before: Task;
  shown: Task;
}

/**
 * useAct sends one act on a task and shows it as done at once; a failure shows the task as it was, and is handed on. A
 * conflict with a stored task that already is what the act wanted is success; any other conflict shows the stored task
 * behind the form. onDone is called even when whoever sent has gone to another page meanwhile.
 */
export function useAct<V extends Verb>(id: string, verb: V, onDone?: () => void) {
  const client = useQueryClient();
  const me = useMe();
  return useMutation<Task, unknown, Sending<V>, Shown | undefined>({
    // The event of this act waits for its answer: see shared/realtime/invalidation.ts.
    mutationKey: ["task", id],
    mutationFn: (sending) => send(id, verb, me.id, sending),
    onMutate: ({ body }) => show(client, id, verb, body),
    onSuccess: (stored, _, shown) => {
      if (takesAway(verb, shown?.before)) forgetTask(client, id);
      else keepTask(client, stored);
      onDone?.();
    },
    onError: (error, _, shown) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
      else takeBack(client, id, shown);
    },
  });
}

/**
 * takesAway reports whether an act takes the task out of the sight of whoever does it: given back, it is its assigner's draft
 * again; answered in somebody's place, it waits no longer for the one who was stood in for.
 */
export function takesAway(verb: Verb, before: Pick<Task, "instead"> | undefined): boolean {
  return verb === "decline" || before?.instead !== undefined;
}

/** useAcceptNow accepts a task (tiếp nhận), which asks for nothing. */
export function useAcceptNow(task: Task, onGone: () => void) {
  const act = useAct(task.id, "accept");
  const done = takesAway("accept", task) ? { onSuccess: onGone } : undefined;
  return { ...act, accept: () => act.mutate({ body: {}, version: task.version }, done) };
}

/** show puts the task as the act will leave it before the person; a fetch on its way would bring it as it was. */
async function show<V extends Verb>(
  client: QueryClient,
  id: string,
  verb: V,
  body: ActBodies[V],
): Promise<Shown | undefined> {
  const queryKey = taskKeys.detail(id);
  await client.cancelQueries({ queryKey });
  const before = client.getQueryData<Task>(queryKey);
  if (before === undefined) return undefined;
  const shown = client.setQueryData<Task>(queryKey, shownAs(verb, body, before));
  return shown && { before, shown };
}

/** takeBack shows the task as it was, unless a push has brought a newer one; unanswered, the act may have happened. */
function takeBack(client: QueryClient, id: string, shown: Shown | undefined): void {
  const queryKey = taskKeys.detail(id);
  if (shown !== undefined && client.getQueryData<Task>(queryKey) === shown.shown) {
    client.setQueryData<Task>(queryKey, shown.before);
  }
  void client.invalidateQueries({ queryKey });
}

async function send<V extends Verb>(
  id: string,
  verb: V,
  me: string,
  { body, version, key }: Sending<V>,
): Promise<Task> {
  try {
    return await taskApi.act(id, verb, version, body, key);
  } catch (error) {
    if (!isConflict<Task>(error) || !isDone(verb, body, me, error.current)) throw error;
    return error.current;
  }
}
