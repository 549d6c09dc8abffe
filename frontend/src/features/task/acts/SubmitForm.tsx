import { useToday } from "@/shared/api/today";
import type { Task } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { type OverTyped, sureQuantity } from "./overAssigned";
import { SureQuantity } from "./SureQuantity";
import { useActForm } from "./useActForm";

/** SubmitForm hands the result in for acceptance (trình duyệt): what it is and where it lies, and how many pieces. */
export function SubmitForm({ task, onClose }: ActProps) {
  const draft = withdrawnLast(task);
  const form = useActForm({
    opened: task,
    verb: "submit",
    initial: { note: draft?.note ?? "", quantity: draft?.quantity ?? task.quantity } as OverTyped & { note: string },
    bodyOf: ({ note, ...typed }) => {
      const quantity = sureQuantity(typed, task.quantity);
      return note.trim() === "" || quantity === undefined ? undefined : { note: note.trim(), quantity };
    },
    onDone: onClose,
  });
  const { note } = form.draft.value;
  const today = useToday()?.date ?? "";
  const missing = form.tried && note.trim() === "" ? t("task.submit.missing") : undefined;
  const fault = form.faults.note ?? missing;
  return (
    <ActFrame form={form} texts={[note]} onClose={onClose}>
      {draft !== undefined && (
        <p className={classes.explain}>{t("task.withdrawnNote", { time: formatInstantNear(draft.at, today) })}</p>
      )}
      <Textarea
        label={t("task.field.note")}
        description={t("task.submit.hint", { name: task.approver.name })}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={2000}
        value={note}
        onChange={(event) => form.change({ note: event.currentTarget.value })}
        error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
        data-autofocus
      />
      <SureQuantity
        task={task}
        label={t("task.submit.quantity")}
        typed={form.draft.value}
        onChange={form.change}
        tried={form.tried}
        error={form.faults.quantity}
      />
    </ActFrame>
  );
}

/** withdrawnLast is what was handed in and taken back last, while nothing was handed in after it: it is corrected now. */
function withdrawnLast({ withdrawn, submissions }: Task): Task["withdrawn"][number] | undefined {
  const last = withdrawn.at(-1);
  const after = submissions.at(-1);
  return last !== undefined && (after === undefined || after.at < last.at) ? last : undefined;
}
