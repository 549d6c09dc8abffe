import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { isConflict } from "@/shared/api/problem";
import type { TaskNote } from "@/shared/api/types";
import { taskKeys } from "../queries";

/** noteQuery is what I keep for myself about a task. */
export function noteQuery(task: string) {
  return queryOptions({
    queryKey: taskKeys.note(task),
    queryFn: ({ signal }) => api.get<TaskNote>(`/tasks/${task}/note`, {}, signal),
  });
}

/** useSaveNote stores it in the place of the version I saw; a conflict brings the stored one. */
export function useSaveNote(task: string) {
  const client = useQueryClient();
  const keep = (note: TaskNote) => client.setQueryData(taskKeys.note(task), note);
  return useMutation({
    mutationFn: ({ version, text }: { version: number; text: string }) =>
      api.put<TaskNote>(`/tasks/${task}/note`, { version, text }),
    onSuccess: keep,
    onError: (error) => {
      if (isConflict<TaskNote>(error)) keep(error.current);
    },
  });
}
