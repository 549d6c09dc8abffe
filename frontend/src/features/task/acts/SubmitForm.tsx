import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { ActFrame, type ActProps } from "./ActFrame";
import { type OverTyped, sureQuantity } from "./overAssigned";
import { SureQuantity } from "./SureQuantity";
import { useActForm } from "./useActForm";

/** SubmitForm hands the result in for acceptance (trình duyệt): what it is and where it lies, and how many pieces. */
export function SubmitForm({ task, onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "submit",
    initial: { note: "", quantity: task.quantity } as OverTyped & { note: string },
    bodyOf: ({ note, ...typed }) => {
      const quantity = sureQuantity(typed, task.quantity);
      return note.trim() === "" || quantity === undefined ? undefined : { note: note.trim(), quantity };
    },
    onDone: onClose,
  });
  const { note } = form.draft.value;
  const missing = form.tried && note.trim() === "" ? t("task.submit.missing") : undefined;
  const fault = form.faults.note ?? missing;
  return (
    <ActFrame form={form} texts={[note]} onClose={onClose}>
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
