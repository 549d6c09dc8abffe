import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { Task, TaskPartInput, TaskPartRef, Urgency } from "@/shared/api/types";
import { taskApi } from "../api";
import { keepTask } from "../queries";

/** What is done about a part of given work, each sent on top of the version that was seen. */
export interface PartActs {
  deliver: { of: TaskPartRef; note: string };
  answer: { of: TaskPartRef; taken: boolean; reason?: string };
  name: { of: TaskPartRef; person: string };
}

/** refOf names whose part one of the coordinators has. */
export function refOf({ unit, person }: Pick<Task["coordinators"][number], "unit" | "person">): TaskPartRef {
  return person === undefined ? { unit: unit.id } : { person: person.id };
}

/** usePartAct does one thing about a part; a conflict shows the task as it has become. */
export function usePartAct<A extends keyof PartActs>(task: Pick<Task, "id" | "version">, act: A) {
  return useKept((body: PartActs[A]) => taskApi.part(task.id, act, task.version, body));
}

/** useCoordinate changes who helps, with which shares and until when. */
export function useCoordinate(task: Pick<Task, "id" | "version">) {
  return useKept(({ coordinators, reason }: { coordinators: TaskPartInput[]; reason?: string }) =>
    taskApi.coordinate(task.id, task.version, coordinators, reason),
  );
}

/** useUrge changes how urgent a task is. */
export function useUrge(task: Pick<Task, "id" | "version">) {
  return useKept(({ urgency, reason }: { urgency: Urgency; reason: string }) =>
    taskApi.urge(task.id, task.version, urgency, reason),
  );
}

/** useInform changes who sees a task for information. */
export function useInform(task: Pick<Task, "id" | "version">) {
  return useKept((informed: { person: string; follows?: boolean }[]) =>
    taskApi.inform(task.id, task.version, informed),
  );
}

/** useRework sends finished parts of work that came back back too. */
export function useRework(task: Pick<Task, "id" | "version">) {
  return useKept(({ tasks, reason }: { tasks: string[]; reason: string }) =>
    taskApi.rework(task.id, task.version, tasks, reason),
  );
}

function useKept<B>(mutationFn: (body: B) => Promise<Task>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (task) => keepTask(client, task),
    onError: (error) => {
      if (isConflict<Task>(error)) keepTask(client, error.current);
    },
  });
}
