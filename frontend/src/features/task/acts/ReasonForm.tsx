import { type MessageKey, t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

// Sentences people write again and again, for each act that asks for nothing but a reason.
const suggestions = {
  decline: ["task.suggest.decline.1", "task.suggest.decline.2", "task.suggest.decline.3"],
  recall: ["task.suggest.recall.1", "task.suggest.recall.2"],
  reopen: ["task.suggest.reopen.1", "task.suggest.reopen.2"],
  cancel: ["task.suggest.cancel.1", "task.suggest.cancel.2"],
} satisfies Record<string, MessageKey[]>;

/** ReasonForm reopens completed work (mở lại), gives work back (trả lại), takes it from its lead (thu hồi) or drops it (hủy), each with a reason. */
export function ReasonForm({
  task,
  verb,
  onClose,
  onGone,
}: ActProps & { verb: "decline" | "recall" | "reopen" | "cancel" }) {
  const form = useActForm({
    opened: task,
    verb,
    initial: { reason: "" },
    bodyOf: ({ reason }) => (isReason(reason) ? { reason: reason.trim() } : undefined),
    onDone: verb === "decline" ? onGone : onClose,
  });
  const { reason } = form.draft.value;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      <p className={classes.explain}>{t(`task.explain.${verb}`)}</p>
      {verb !== "reopen" && (task.children ?? 0) > 0 && <p className={classes.explain}>{t(`task.branches.${verb}`)}</p>}
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
