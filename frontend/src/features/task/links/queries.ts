import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { taskApi } from "../api";
import { keepTask, taskKeys } from "../queries";

/** taskLinksQuery is what a task waits for, and what waits for it. */
export function taskLinksQuery(id: string) {
  return queryOptions({ queryKey: taskKeys.links(id), queryFn: ({ signal }) => taskApi.links(id, signal) });
}

/** That one task waits for another, or no longer does; sent on top of the version of the waiting one that was seen. */
export interface Link {
  task: { id: string; version: number };
  blocker: string;
  waits: boolean;
}

/** useLink says it; a conflict shows the waiting task as it has become. */
export function useLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ task, blocker, waits }: Link) => taskApi.link(task.id, task.version, blocker, waits),
    onSuccess: (task) => keepTask(client, task),
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: taskKeys.allLinks() }),
  });
}
