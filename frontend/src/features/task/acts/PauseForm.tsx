import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { isDay } from "./DueForm";
import { useActForm } from "./useActForm";

/** PauseForm lets work rest until a day, on which it goes on by itself (tạm dừng). */
export function PauseForm({ task, onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "pause",
    initial: { until: "", reason: "" },
    bodyOf: ({ until, reason }) =>
      isDay(until) && isReason(reason) ? { until: dayOfText(until), reason: reason.trim() } : undefined,
    onDone: onClose,
  });
  const { until, reason } = form.draft.value;
  const missing = form.tried && !isDay(until) ? t("task.extension.dayMissing") : undefined;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      <p className={classes.explain}>{t("task.explain.pause")}</p>
      <DayInput
        label={t("task.pause.until")}
        required
        value={until}
        onChange={(day) => form.change({ until: day })}
        error={form.faults.until ?? missing}
      />
      <ReasonField
        label={t("task.field.reason")}
        value={reason}
        onChange={(text) => form.change({ reason: text })}
        suggestions={[t("task.suggest.pause.1"), t("task.suggest.pause.2")]}
        tried={form.tried}
        error={form.faults.reason}
      />
    </ActFrame>
  );
}
