import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { type ActBodies, taskApi, type Verb } from "./api";
import { isDone } from "./model/verbs";
import { forgetTask, keepTask, taskKeys } from "./queries";

/** What one act sends; version: that of the task the person had before them. */
export interface Sending<V extends Verb> {
  body: ActBodies[V];
  version: number;
  key?: string;
}

/**
 * useAct sends one act on a task. A conflict with a stored task that already is what the act wanted is success; any other
 * conflict shows the stored task behind the form and is handed on.
 */
export function useAct<V extends Verb>(id: string, verb: V) {
  const client = useQueryClient();
  const me = useMe();
  return useMutation<Task, unknown, Sending<V>>({
    mutationFn: async ({ body, version, key }) => {
      try {
        return await taskApi.act(id, verb, version, body, key);
      } catch (error) {
        if (!isConflict<Task>(error) || !isDone(verb, body, me.id, error.current)) throw error;
        return error.current;
      }
    },
    // Given back, a task is its assigner's draft again: the lead does not see it any more.
    onSuccess: (stored) => (verb === "decline" ? forgetTask(client, id) : keepTask(client, stored)),
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
  });
}

/** useAcceptNow accepts a task (tiếp nhận) and shows it as accepted before the server has answered. */
export function useAcceptNow(task: Task) {
  const client = useQueryClient();
  const act = useAct(task.id, "accept");
  const accept = () => {
    client.setQueryData(taskKeys.detail(task.id), { ...task, state: "in_progress", acts: [] } satisfies Task);
    act.mutate(
      { body: {}, version: task.version },
      {
        onError: (error) => {
          if (!isConflict(error)) client.setQueryData(taskKeys.detail(task.id), task);
        },
      },
    );
  };
  return { ...act, accept };
}
