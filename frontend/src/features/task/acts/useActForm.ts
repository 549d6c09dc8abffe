import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import type { Choices } from "@/shared/ui/ConflictDialog";
import { toast } from "@/shared/ui/toast";
import type { ActBodies, Verb } from "../api";
import { type Attempt, attemptFor } from "../model/attempt";
import { faultsOf } from "../model/faults";
import { chosen, overtakenBy } from "./actConflict";
import { useAct } from "./useAct";

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

/** Typed text of a form, with the attempt to send it on top of a version, if there was one that was not answered. */
type Kept<D> = D & { attempt?: Attempt & { version: number } };

/** A form of one act: what is typed, what went wrong, and how to send it. */
export interface ActForm<V extends Verb, D> {
  verb: V;
  opened: Task;
  draft: Draft<Kept<D>>;
  change: (change: Partial<D>) => void;
  /** Changes what is there when it is called, for what comes while somebody types on. */
  changeBy: (change: (typed: D) => Partial<D>) => void;
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
  // Also when the form was closed before the answer: what is stored must not come back as a draft.
  const act = useAct(opened.id, verb, () => {
    draft.clear();
    void toast(t(`task.done.${verb}`, { code: opened.code }));
  });
  const latest = useRef(draft.value);
  useEffect(() => {
    latest.current = draft.value;
  }, [draft.value]);
  const changeBy = (change: (typed: D) => Partial<D>) => {
    latest.current = { ...latest.current, ...change(latest.current) };
    draft.set(latest.current);
  };
  const body = bodyOf(draft.value);

  const post = (sent: ActBodies[V], version: number) => {
    if (verb !== "report") {
      act.mutate({ body: sent, version }, { onSuccess: onDone });
      return;
    }
    // The same text is repeated with the version it was first sent with, for it may be what made the newer one.
    const previous = draft.value.attempt;
    const found = attemptFor(previous, sent);
    const attempt = previous?.key === found.key ? previous : { ...found, version };
    draft.set({ ...draft.value, attempt });
    act.mutate(
      { body: sent, version: attempt.version, key: attempt.key },
      {
        onSuccess: onDone,
        // Refused: the server has nothing under this key, and the next try is another one.
        onError: (error) => {
          if (error instanceof ApiProblem) draft.set({ ...latest.current, attempt: undefined });
        },
      },
    );
  };

  const conflict = overtakenBy(act.error);
  return {
    verb,
    opened,
    draft,
    change: (change) => changeBy(() => change),
    changeBy,
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
