import { useState } from "react";
import type { Task } from "@/shared/api/types";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import type { Choices } from "@/shared/ui/ConflictDialog";
import { toast } from "@/shared/ui/toast";
import type { ActBodies, Verb } from "../api";
import { chosen, overtakenBy } from "../model/actConflict";
import { type Attempt, attemptFor } from "../model/attempt";
import { faultsOf } from "../model/faults";
import { useAct } from "../useAct";

/** What a form of an act needs to be told. */
interface Options<V extends Verb, D extends object> {
  /** The task as it was when the form was opened; what is sent refers to this version. */
  opened: Task;
  verb: V;
  initial: D;
  /** Returns what to send, or nothing while something is missing. */
  bodyOf: (typed: D) => ActBodies[V] | undefined;
  onDone: () => void;
}

/** Typed text of a form, with the attempt to send it, if there was one. */
type Kept<D> = D & { attempt?: Attempt };

/** A form of one act: what is typed, what went wrong, and how to send it. */
export interface ActForm<V extends Verb, D> {
  verb: V;
  opened: Task;
  draft: Draft<Kept<D>>;
  change: (change: Partial<D>) => void;
  /** Somebody tried to send: faults are shown from now on. */
  tried: boolean;
  /** How often. */
  tries: number;
  body: ActBodies[V] | undefined;
  faults: Partial<Record<string, string>>;
  error: unknown;
  /** The stored task, when it is another version than the one I had before me, or its state forbids the act. */
  conflict: Task | undefined;
  pending: boolean;
  send: () => void;
  /** Sends again on top of the stored version, after the person has seen both. */
  sendOver: (choices: Choices) => void;
  /** Goes back to the form; nothing typed is lost. */
  dismiss: () => void;
}

/** useActForm keeps what is typed into the form of an act until the server has it. */
export function useActForm<V extends Verb, D extends object>(options: Options<V, D>): ActForm<V, D> {
  const { verb, bodyOf, onDone } = options;
  const [opened] = useState(options.opened);
  const [initial] = useState<Kept<D>>(options.initial);
  const draft = useDraft<Kept<D>>(`task.${verb}.${opened.id}`, initial);
  const [tries, setTries] = useState(0);
  const act = useAct(opened.id, verb);
  const body = bodyOf(draft.value);

  const post = (sent: ActBodies[V], version: number) => {
    const attempt = attemptFor(draft.value.attempt, { ...sent, version });
    draft.set({ ...draft.value, attempt });
    const key = verb === "report" ? attempt.key : undefined;
    act.mutate(
      { body: sent, version, key },
      {
        onSuccess: () => {
          draft.clear();
          void toast(t(`task.done.${verb}`, { code: opened.code }));
          onDone();
        },
      },
    );
  };

  const conflict = overtakenBy(act.error);
  return {
    verb,
    opened,
    draft,
    change: (change) => draft.set({ ...draft.value, ...change }),
    tried: tries > 0,
    tries,
    body,
    faults: faultsOf(act.error, (path) => path),
    error: act.error,
    conflict,
    pending: act.isPending,
    send: () => {
      setTries(tries + 1);
      if (body !== undefined && !act.isPending) post(body, opened.version);
    },
    sendOver: (choices) => {
      if (body !== undefined && conflict !== undefined) post(chosen(verb, body, conflict, choices), conflict.version);
    },
    dismiss: act.reset,
  };
}
