import { isConflict } from "@/shared/api/problem";
import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import type { Choices, ConflictField } from "@/shared/ui/ConflictDialog";
import { stateWord } from "@/shared/ui/StateGlyph";
import type { ActBodies, Verb } from "../api";

/** What a person can have typed into the form of an act. */
interface Typed {
  person?: string;
  percent?: number;
  text?: string;
  note?: string;
  reason?: string;
  remark?: string;
}

/**
 * overtakenBy returns the stored task when it stands against an act: another version, or a state that forbids it. Other
 * refusals carry the task too, with nothing to choose between.
 */
export function overtakenBy(error: unknown): Task | undefined {
  const stands = isConflict<Task>(error) && ["errs.changed", "task.state"].includes(error.code);
  return stands ? error.current : undefined;
}

/**
 * conflictFields puts what I was about to send beside the task as it is stored now. `opened` is the task I had before me
 * when I began: where I only looked at something, the stored value is the one that holds.
 */
export function conflictFields<V extends Verb>(body: ActBodies[V], opened: Task, stored: Task): ConflictField[] {
  const sent: Typed = body;
  const fields: ConflictField[] = [
    {
      key: "state",
      label: t("task.lifecycle"),
      mine: stateWord(opened.state),
      theirs: stateWord(stored.state),
      base: stateWord(opened.state),
    },
    {
      key: "percent",
      label: t("task.progress"),
      mine: t("task.percent", { n: sent.percent ?? opened.progress }),
      theirs: t("task.percent", { n: stored.progress }),
      base: t("task.percent", { n: opened.progress }),
    },
  ];
  if (sent.text !== undefined) {
    fields.push({
      key: "text",
      label: t("task.report.text"),
      mine: sent.text,
      theirs: stored.reports[0]?.text ?? "",
      base: opened.reports[0]?.text ?? "",
    });
  }
  for (const key of ["note", "reason", "remark"] as const) {
    // Only I write this one: nothing stands against it.
    const mine = sent[key];
    if (mine !== undefined) fields.push({ key, label: t(`task.field.${key}`), mine, theirs: "", base: "" });
  }
  return fields;
}

/** chosen returns what to send after the choice: a progress report may take over what is stored, field by field. */
export function chosen<V extends Verb>(verb: V, body: ActBodies[V], stored: Task, choices: Choices): ActBodies[V] {
  if (verb !== "report") return body;
  const mine = body as ActBodies["report"];
  const merged: ActBodies["report"] = {
    percent: choices.percent === "theirs" ? stored.progress : mine.percent,
    text: choices.text === "theirs" ? (stored.reports[0]?.text ?? mine.text) : mine.text,
  };
  return merged as ActBodies[V];
}
