import { useEffect } from "react";
import { type MessageKey, t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

const suggestions = {
  ask_extension: ["task.suggest.extension.1", "task.suggest.extension.2", "task.suggest.extension.3"],
  reschedule: ["task.suggest.reschedule.1", "task.suggest.reschedule.2"],
} satisfies Record<string, MessageKey[]>;

/** Props of DueForm; meant: the day to which the deadline was dragged. */
interface Props extends ActProps {
  verb: "ask_extension" | "reschedule";
  meant?: string;
}

/** DueForm asks for a later deadline (xin gia hạn), or sets another one (đổi hạn): the day, and why. */
export function DueForm({ task, verb, onClose, meant }: Props) {
  const form = useActForm({
    opened: task,
    verb,
    initial: { due: "", reason: "" },
    bodyOf: ({ due, reason }) =>
      isDay(due) && isReason(reason) ? { due: dayOfText(due), reason: reason.trim() } : undefined,
    onDone: onClose,
  });
  const { due, reason } = form.draft.value;
  // What was typed before keeps its reason, for the day that is meant now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens
  useEffect(() => {
    if (meant !== undefined && due !== meant) form.change({ due: meant });
  }, []);
  const missing = form.tried && !isDay(due) ? t("task.extension.dayMissing") : undefined;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      <p className={classes.explain}>{t(`task.explain.${verb}`)}</p>
      <DayInput
        label={t(verb === "reschedule" ? "task.extension.newDue" : "task.extension.to")}
        required
        value={due}
        onChange={(day) => form.change({ due: day })}
        error={form.faults.due ?? missing}
      />
      <ReasonField
        label={t("task.field.reason")}
        value={reason}
        onChange={(text) => form.change({ reason: text })}
        suggestions={suggestions[verb].map((key) => t(key))}
        tried={form.tried}
        error={form.faults.reason}
      />
    </ActFrame>
  );
}

/** isDay reports whether what stands in a field of a day is one. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(dayOfText(text));
}
