import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { type ActBodies, taskApi, type Verb } from "../api";
import { forgetTask, keepTask, taskKeys } from "../queries";
import { isDone } from "./verbs";

/** What one act sends; version: that of the task the person had before them. */
export interface Sending<V extends Verb> {
  body: ActBodies[V];
  version: number;
  key?: string;
}

/**
 * useAct sends one act on a task. A conflict with a stored task that already is what the act wanted is success; any other
 * conflict shows the stored task behind the form and is handed on. onDone is called even when whoever sent has gone to
 * another page meanwhile.
 */
export function useAct<V extends Verb>(id: string, verb: V, onDone?: () => void) {
  const client = useQueryClient();
  const me = useMe();
  return useMutation<Task, unknown, Sending<V>>({
    mutationFn: (sending) => send(id, verb, me.id, sending),
    onSuccess: (stored) => {
      // Given back, a task is its assigner's draft again: the lead does not see it any more.
      if (verb === "decline") forgetTask(client, id);
      else keepTask(client, stored);
      onDone?.();
    },
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
  });
}

/** useAcceptNow accepts a task (tiếp nhận) and shows it as accepted before the server has answered. */
export function useAcceptNow(task: Task) {
  const client = useQueryClient();
  const me = useMe();
  const queryKey = taskKeys.detail(task.id);
  const act = useMutation<Task, unknown, Task, Task | undefined>({
    mutationFn: ({ id, version }) => send(id, "accept", me.id, { body: {}, version }),
    onMutate: async (seen) => {
      // A fetch on its way would bring the task as it was.
      await client.cancelQueries({ queryKey });
      // The act that is on its way stays: its button waits, and a failure is shown beside it.
      return client.setQueryData<Task>(queryKey, { ...seen, state: "in_progress", acts: ["accept"] });
    },
    onSuccess: (stored) => keepTask(client, stored),
    onError: (error, seen, shown) => {
      if (isConflict<Task>(error)) {
        keepTask(client, error.current);
        return;
      }
      // What a push brought meanwhile is newer than what was seen.
      if (client.getQueryData<Task>(queryKey) === shown) client.setQueryData<Task>(queryKey, seen);
      // Without an answer it may have happened all the same.
      void client.invalidateQueries({ queryKey });
    },
  });
  return { ...act, accept: () => act.mutate(task) };
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
