import { Switch } from "@mantine/core";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import type { ActProps } from "../ActDialog";
import { ActFrame } from "../ActFrame";
import { useActForm } from "../useActForm";

/** ReturnForm asks for rework (yêu cầu làm lại) with a reason, and whether the content has a major error. */
export function ReturnForm({ task, onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "return",
    initial: { reason: "", major: false },
    bodyOf: ({ reason, major }) => (isReason(reason) ? { reason: reason.trim(), major } : undefined),
    onDone: onClose,
  });
  const { reason, major } = form.draft.value;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      <ReasonField
        label={t("task.return.reason")}
        value={reason}
        onChange={(text) => form.change({ reason: text })}
        suggestions={[t("task.suggest.return.1"), t("task.suggest.return.2"), t("task.suggest.return.3")]}
        tried={form.tried}
        error={form.faults.reason}
      />
      <Switch
        label={t("task.return.major")}
        description={t("task.return.majorExplain")}
        checked={major}
        onChange={(event) => form.change({ major: event.currentTarget.checked })}
      />
    </ActFrame>
  );
}
