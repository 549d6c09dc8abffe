import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { Task, TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { taskApi } from "../api";
import { keepTask } from "../queries";

/**
 * useNudge presses those for whom a task waits (đôn đốc), from a list or the task itself, and says that they were told.
 * A conflict shows what the task has become; one that is my own nudge, of a double click, is success.
 */
export function useNudge() {
  const client = useQueryClient();
  const me = useMe();
  return useMutation({
    mutationFn: async (row: TaskRow) => {
      try {
        return await taskApi.nudge(row.id, row.version);
      } catch (error) {
        if (!isConflict<Task>(error) || !isNudgedBy(me.id, error.current, row)) throw error;
        return error.current;
      }
    },
    onSuccess: (task) => {
      keepTask(client, task);
      const name = task.waiting.map(({ name }) => name).join(", ");
      void toast(t("task.nudged.done", { name }));
    },
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
  });
}

/** isNudgedBy reports whether the last change of the stored task is a nudge of that person, made after `seen` was read. */
export function isNudgedBy(me: string, stored: TaskRow, seen: TaskRow): boolean {
  return stored.version > seen.version && stored.nudged?.by.id === me && stored.nudged.at === stored.updatedAt;
}
