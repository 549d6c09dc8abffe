import { Textarea } from "@mantine/core";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import type { ActProps } from "../ActDialog";
import { ActFrame } from "../ActFrame";
import { QuantityField } from "../QuantityField";
import { useActForm } from "../useActForm";

/** SubmitForm hands the result in for acceptance (trình duyệt): what it is and where it lies, and how many pieces. */
export function SubmitForm({ task, onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "submit",
    initial: { note: "", quantity: task.quantity as number | undefined },
    bodyOf: ({ note, quantity }) =>
      note.trim() === "" || quantity === undefined ? undefined : { note: note.trim(), quantity },
    onDone: onClose,
  });
  const { note, quantity } = form.draft.value;
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
      <QuantityField
        label={t("task.submit.quantity")}
        unit={task.product.unit}
        value={quantity}
        onChange={(value) => form.change({ quantity: value })}
        error={form.faults.quantity ?? (form.tried && quantity === undefined ? t("task.quantity.missing") : undefined)}
      />
    </ActFrame>
  );
}
