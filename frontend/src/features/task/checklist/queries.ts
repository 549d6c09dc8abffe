import { queryOptions, useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { isConflict } from "@/shared/api/problem";
import type { ChecklistItem, TaskChecklist } from "@/shared/api/types";
import { taskKeys } from "../queries";
import type { Change } from "./items";

/** checklistQuery is the items into which a task is divided. */
export function checklistQuery(task: string) {
  return queryOptions({
    queryKey: taskKeys.checklist(task),
    queryFn: ({ signal }) => api.get<TaskChecklist>(`/tasks/${task}/checklist`, {}, signal),
  });
}

// How often a change is made anew on top of what somebody else has stored meanwhile.
const tries = 4;

/**
 * useChecklist is the items of a task as they will be once the changes on their way are stored, and how to change them. One change
 * follows the other; where somebody else was faster it is made anew on top of what is stored now, so that neither is lost.
 */
export function useChecklist(task: string) {
  const client = useQueryClient();
  const { queryKey } = checklistQuery(task);
  const list = useQuery(checklistQuery(task));
  const keep = (stored: TaskChecklist) => client.setQueryData(queryKey, stored);
  const mutationKey = ["task", "checklist", task];
  const change = useMutation({
    mutationKey,
    scope: { id: mutationKey.join(" ") },
    mutationFn: async (make: Change) => {
      let base = client.getQueryData<TaskChecklist>(queryKey);
      for (let n = 0; base !== undefined; n++) {
        try {
          return await api.put<TaskChecklist>(`/tasks/${task}/checklist`, {
            version: base.version,
            items: make(base.items).map(({ id, text, done }) => ({ id, text, done })),
          });
        } catch (error) {
          if (!isConflict<TaskChecklist>(error) || n === tries) throw error;
          base = error.current;
          keep(base);
        }
      }
      throw new Error("a checklist is changed that was not read");
    },
    onMutate: () => client.cancelQueries({ queryKey }),
    onSuccess: (stored) => {
      keep(stored);
      void client.invalidateQueries({ queryKey: taskKeys.history(task) });
    },
    // Finished meanwhile, or no answer: what is stored is asked for again.
    onError: () => void client.invalidateQueries({ queryKey }),
  });
  const pending = useMutationState<Change>({
    filters: { mutationKey, status: "pending" },
    select: ({ state }) => state.variables as Change,
  });
  const items = pending.reduce<ChecklistItem[]>((all, make) => make(all), list.data?.items ?? []);
  return { list, items, change };
}
