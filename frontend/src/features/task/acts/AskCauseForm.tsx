import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { TextInput } from "@/shared/ui/Text";
import { eventWord } from "../model/causes";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { ResultField, type ResultTyped } from "./ResultField";
import { useActForm } from "./useActForm";

type Typed = ResultTyped & { event: string; reason: string; document: string };

/** AskCauseForm claims an objective cause for something that cost points (nguyên nhân khách quan): which, why, and what proves it. */
export function AskCauseForm({ task, onClose }: ActProps) {
  const [lacking, setLacking] = useState(false);
  const form = useActForm({
    opened: task,
    verb: "ask_cause",
    initial: { event: task.excusable[0]?.key ?? "", reason: "", document: "", files: [] } as Typed,
    bodyOf: ({ event, reason, document, files = [] }) =>
      event !== "" && isReason(reason) && !lacking
        ? {
            event,
            reason: reason.trim(),
            document: document.trim() || undefined,
            files: files.length === 0 ? undefined : files.map(({ id }) => id),
          }
        : undefined,
    onDone: onClose,
  });
  const { event, reason, document } = form.draft.value;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      <p className={classes.explain}>{t("task.explain.ask_cause")}</p>
      <Radio.Group
        label={t("task.cause.for")}
        value={event}
        onChange={(chosen) => form.change({ event: chosen })}
        error={form.faults.event}
      >
        <Stack gap="xs" mt="xs">
          {task.excusable.map((one, i) => (
            <Radio key={one.key} value={one.key} label={eventWord(one)} data-autofocus={i === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField
        label={t("task.cause.reason")}
        value={reason}
        onChange={(text) => form.change({ reason: text })}
        suggestions={[t("task.suggest.cause.1"), t("task.suggest.cause.2")]}
        tried={form.tried}
        error={form.faults.reason}
      />
      <TextInput
        label={t("task.cause.evidence")}
        maxLength={100}
        value={document}
        onChange={({ currentTarget }) => form.change({ document: currentTarget.value })}
        error={form.faults.document}
      />
      <ResultField
        task={task}
        label={t("task.cause.files")}
        typed={form.draft.value}
        kept={form.draft.restoredAt !== undefined}
        onChange={form.changeBy}
        onLacking={setLacking}
        tried={form.tried}
        error={form.faults.files}
      />
    </ActFrame>
  );
}
