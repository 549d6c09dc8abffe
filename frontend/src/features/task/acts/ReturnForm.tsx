import { Switch } from "@mantine/core";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { SubmissionFiles } from "../files/SubmissionFiles";
import { ActFrame, type ActProps } from "./ActFrame";
import { FailedPieces } from "./FailedPieces";
import { type FailedTyped, sureFailed, sureOf } from "./failed";
import { useActForm } from "./useActForm";

/** ReturnForm asks for rework (yêu cầu làm lại) with a reason, and whether the content has a major error. */
export function ReturnForm({ task, onClose, onDone = onClose }: ActProps) {
  const submitted = task.submissions.at(-1)?.quantity;
  const form = useActForm({
    opened: task,
    verb: "return",
    initial: { reason: "", major: false, failed: submitted } as FailedTyped & { reason: string; major: boolean },
    bodyOf: ({ reason, major, ...typed }) => {
      const failedQuantity = sureFailed(major, typed, submitted);
      return isReason(reason) && failedQuantity !== false
        ? { reason: reason.trim(), major, failedQuantity, failedOf: sureOf(major, typed) }
        : undefined;
    },
    onDone,
  });
  const { reason, major } = form.draft.value;
  const [showing, setShowing] = useState(false);
  return (
    <ActFrame form={form} texts={[reason]} covered={showing} onClose={onClose}>
      <SubmissionFiles task={task.id} ids={task.submissions.at(-1)?.files ?? []} onShowing={setShowing} />
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
      <FailedPieces
        task={task}
        major={major}
        submitted={submitted}
        typed={form.draft.value}
        onChange={form.change}
        tried={form.tried}
        faults={form.faults}
      />
    </ActFrame>
  );
}
