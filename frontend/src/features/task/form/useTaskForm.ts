import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isConflict } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { taskApi } from "../api";
import { type Attempt, attemptFor } from "../model/attempt";
import { formOf, missingIn, newTaskOf, othersOf, type RequiredField, type TaskForm } from "../model/newTask";
import { keepChild, keepTask } from "../queries";

/** The form as it is kept on this machine, with what it began from when an existing task is changed. */
export interface KeptForm {
  form: TaskForm;
  attempt?: Attempt;
  /** Of a task that is edited: its version and content when the form was opened. */
  version?: number;
  base?: TaskForm;
}

/** What the form can be sent as: kept as a draft of the server, or given at once. */
export interface Wish {
  assign: boolean;
  /** Kept unfinished: a title is enough. */
  draft?: boolean;
  /** Goes on with the next task of the same document. */
  next?: boolean;
  /** Once it is sent: how many were made. */
  made?: number;
}

/** The form of a new or an edited task and how to send it. */
export interface TaskFormState {
  draft: Draft<KeptForm>;
  change: (change: Partial<TaskForm>) => void;
  /** Begins anew with another form. */
  restart: (form: TaskForm) => void;
  /** How often somebody tried to send; faults are shown from the first time on. */
  tries: number;
  /** What the last try found missing is still so. */
  missing: RequiredField[];
  /** When the last change was kept on this machine. */
  savedAt: Date | undefined;
  pending: boolean;
  /** The server has it and nothing is to follow: there is no form any more. */
  sent: boolean;
  error: unknown;
  /** The form as it was sent last. */
  lastSent: TaskForm | undefined;
  /** The stored task, when somebody changed it since the form was opened. */
  conflict: Task | undefined;
  /** Sends the form, unless something is missing or the caller found a fault. */
  send: (wish: Wish, faulty?: boolean) => void;
  /** Sends form on top of the stored version. */
  sendOver: (form: TaskForm) => void;
  dismiss: () => void;
}

/**
 * useTaskForm keeps the form until the server has it. task: the one to change, nothing for a new one; parent: the one of
 * which a new one is a part.
 */
export function useTaskForm(
  initial: KeptForm,
  task: Pick<Task, "id"> | undefined,
  parent: Pick<Task, "id"> | undefined,
  onSent: (task: Task, wish: Wish) => void,
): TaskFormState {
  const client = useQueryClient();
  const draft = useDraft<KeptForm>(placeOf(task, parent), initial);
  const [tries, setTries] = useState(0);
  const [asDraft, setAsDraft] = useState(false);
  const [savedAt, setSavedAt] = useState<Date>();
  const keep = (kept: KeptForm) => {
    draft.set(kept);
    setSavedAt(new Date());
  };

  const sending = useMutation<Task, unknown, { kept: KeptForm; wish: Wish }>({
    mutationFn: ({ kept, wish }) => {
      const content = { ...newTaskOf(kept.form, wish.assign), ...othersOf(kept.form) };
      if (parent !== undefined) return taskApi.split(parent.id, content, kept.attempt?.key ?? "");
      return task === undefined
        ? taskApi.create(content, kept.attempt?.key ?? "")
        : saveAndGive(task.id, kept, wish.assign, (saved) => {
            keepTask(client, saved);
            draft.set({ ...kept, version: saved.version, base: formOf(saved) });
          });
    },
    onSuccess: (sent, { kept, wish }) => {
      if (parent === undefined) keepTask(client, sent);
      else keepChild(client, parent.id, sent);
      draft.clear();
      setTries(0);
      setSavedAt(undefined);
      onSent(sent, { ...wish, made: 1 + (kept.form.others ?? []).length });
    },
  });

  const post = (kept: KeptForm, wish: Wish) => {
    const attempt =
      task === undefined
        ? attemptFor(kept.attempt, { ...newTaskOf(kept.form, wish.assign), ...othersOf(kept.form) })
        : undefined;
    const tagged = { ...kept, attempt };
    draft.set(tagged);
    sending.mutate({ kept: tagged, wish });
  };

  // In a state that forbids the change the stored task is nothing to send over: the server's sentence says it.
  const refused = isConflict<Task>(sending.error) ? sending.error : undefined;
  const conflict = refused?.code === "errs.changed" ? refused.current : undefined;
  return {
    draft,
    change: (change) => keep({ ...draft.value, form: { ...draft.value.form, ...change } }),
    restart: (form) => keep({ form }),
    tries,
    missing: tries === 0 ? [] : missingIn(draft.value.form, asDraft),
    savedAt,
    pending: sending.isPending,
    sent: sending.isSuccess && !sending.variables.wish.next,
    error: sending.error,
    lastSent: sending.variables?.kept.form,
    conflict,
    send: (wish, faulty = false) => {
      setTries(tries + 1);
      setAsDraft(wish.draft === true);
      if (!faulty && missingIn(draft.value.form, wish.draft).length === 0 && !sending.isPending)
        post(draft.value, wish);
    },
    sendOver: (form) => {
      if (conflict === undefined || sending.variables === undefined) return;
      post({ form, version: conflict.version, base: formOf(conflict) }, sending.variables.wish);
    },
    dismiss: sending.reset,
  };
}

/** placeOf names where the form is kept on this machine: one for new work, one for each task that is changed or split. */
function placeOf(task: Pick<Task, "id"> | undefined, parent: Pick<Task, "id"> | undefined): string {
  if (parent !== undefined) return `task.split.${parent.id}`;
  return task === undefined ? "task.new" : `task.edit.${task.id}`;
}

/** saveAndGive stores the content of an existing task, then gives it to its lead when asked to. */
async function saveAndGive(id: string, kept: KeptForm, assign: boolean, onSaved: (saved: Task) => void): Promise<Task> {
  const { assign: _, ...content } = newTaskOf(kept.form, assign);
  const saved = await taskApi.edit(id, kept.version ?? 0, content);
  if (!assign) return saved;
  // Giving may be refused though the content was stored: the next try must start from there.
  onSaved(saved);
  return taskApi.act(id, "assign", saved.version, {});
}
