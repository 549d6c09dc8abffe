import { Radio, Stack } from "@mantine/core";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { SubmissionFiles } from "../files/SubmissionFiles";
import { eventWord } from "../model/causes";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

/** AnswerCauseForm confirms a claim of an objective cause on a document, or refuses it with why. */
export function AnswerCauseForm({ task, onClose }: ActProps) {
  const claim = task.causes.at(-1);
  const form = useActForm({
    opened: task,
    verb: "answer_cause",
    initial: { answer: "confirm" as "confirm" | "refuse", document: claim?.document ?? "", reason: "" },
    bodyOf: ({ answer, document, reason }) => {
      if (answer === "refuse") return isReason(reason) ? { confirmed: false, reason: reason.trim() } : undefined;
      return document.trim() === "" ? undefined : { confirmed: true, document: document.trim() };
    },
    onDone: onClose,
  });
  const { answer, document, reason } = form.draft.value;
  const missing = form.tried && document.trim() === "" ? t("task.cause.documentMissing") : undefined;
  const fault = form.faults.document ?? missing;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      {claim !== undefined && (
        <p className={classes.explain}>
          {t("task.explain.answer_cause", {
            name: claim.by.name,
            event: eventWord(claim.event),
            reason: claim.reason,
          })}
          {claim.document !== undefined && <> {t("task.cause.proved", { document: claim.document })}</>}
        </p>
      )}
      {claim !== undefined && <SubmissionFiles task={task.id} ids={claim.files ?? []} label={t("task.cause.files")} />}
      <Radio.Group
        label={t("task.extension.decision")}
        value={answer}
        onChange={(chosen) => form.change({ answer: chosen as "confirm" | "refuse" })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="confirm" label={t("task.cause.confirm")} data-autofocus />
          <Radio value="refuse" label={t("task.cause.refuse")} />
        </Stack>
      </Radio.Group>
      {answer === "confirm" ? (
        <TextInput
          label={t("task.cause.document")}
          required
          maxLength={100}
          value={document}
          onChange={({ currentTarget }) => form.change({ document: currentTarget.value })}
          error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
        />
      ) : (
        <ReasonField
          label={t("task.field.reason")}
          value={reason}
          onChange={(text) => form.change({ reason: text })}
          suggestions={[t("task.suggest.causeRefused.1"), t("task.suggest.causeRefused.2")]}
          tried={form.tried}
          error={form.faults.reason}
        />
      )}
    </ActFrame>
  );
}
