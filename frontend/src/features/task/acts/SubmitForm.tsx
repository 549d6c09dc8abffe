import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useToday } from "@/shared/api/today";
import type { Task } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { FieldError, Note } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { checklistQuery } from "../checklist/queries";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { type OverTyped, sureQuantity } from "./overAssigned";
import { ResultField, type ResultTyped } from "./ResultField";
import { SureQuantity } from "./SureQuantity";
import { useActForm } from "./useActForm";

/** SubmitForm hands the result in for acceptance (trình duyệt): what it is and where it lies, its files, and how many pieces. */
export function SubmitForm({ task, onClose }: ActProps) {
  const draft = withdrawnLast(task);
  const [lacking, setLacking] = useState(false);
  const form = useActForm({
    opened: task,
    verb: "submit",
    initial: {
      note: draft?.note ?? "",
      quantity: draft?.quantity ?? task.quantity,
      files: [],
      again: draft?.files ?? [],
    } as OverTyped & ResultTyped & { note: string },
    bodyOf: ({ note, files = [], again = [], ...typed }) => {
      const quantity = sureQuantity(typed, task.quantity);
      if (note.trim() === "" || quantity === undefined || lacking) return undefined;
      const result = [...again, ...files.map(({ id }) => id)];
      return { note: note.trim(), quantity, files: result.length === 0 ? undefined : result };
    },
    onDone: onClose,
  });
  const { note } = form.draft.value;
  const left = useQuery(checklistQuery(task.id)).data?.items.filter(({ done }) => !done).length ?? 0;
  const today = useToday()?.date ?? "";
  const missing = form.tried && note.trim() === "" ? t("task.submit.missing") : undefined;
  const fault = form.faults.note ?? missing;
  return (
    <ActFrame form={form} texts={[note]} onClose={onClose}>
      {draft !== undefined && (
        <p className={classes.explain}>{t("task.withdrawnNote", { time: formatInstantNear(draft.at, today) })}</p>
      )}
      {left > 0 && <Note icon={IconAlertTriangle}>{t("task.checklist.left", { n: left })}</Note>}
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
      <ResultField
        task={task}
        typed={form.draft.value}
        earlier={(draft ?? task.submissions.at(-1))?.files ?? []}
        kept={form.draft.restoredAt !== undefined}
        onChange={form.changeBy}
        onLacking={setLacking}
        tried={form.tried}
        error={form.faults.files}
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
