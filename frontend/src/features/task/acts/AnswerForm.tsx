import { Radio, Stack } from "@mantine/core";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { isDay } from "./DueForm";
import { useActForm } from "./useActForm";

const answers = ["grant", "shorten", "refuse"] as const;
type Answer = (typeof answers)[number];

/** AnswerForm answers a request for a later deadline: granted, granted to an earlier day, or refused, the latter two with why. */
export function AnswerForm({ task, onClose }: ActProps) {
  const asked = task.extensions.at(-1);
  const form = useActForm({
    opened: task,
    verb: "answer_extension",
    initial: { answer: "grant" as Answer, due: "", reason: "" },
    bodyOf: ({ answer, due, reason }) => {
      if (answer === "grant") return { due: asked?.to };
      if (!isReason(reason)) return undefined;
      if (answer === "refuse") return { reason: reason.trim() };
      return isDay(due) ? { due: dayOfText(due), reason: reason.trim() } : undefined;
    },
    onDone: onClose,
  });
  const { answer, due, reason } = form.draft.value;
  const missing = form.tried && !isDay(due) ? t("task.extension.dayMissing") : undefined;
  return (
    <ActFrame form={form} texts={[reason]} onClose={onClose}>
      {asked !== undefined && (
        <p className={classes.explain}>
          {t("task.explain.answer_extension", {
            name: asked.by.name,
            from: formatDay(asked.from),
            to: formatDay(asked.to),
            reason: asked.reason,
          })}
        </p>
      )}
      <Radio.Group
        label={t("task.extension.decision")}
        value={answer}
        onChange={(chosen) => form.change({ answer: chosen as Answer })}
      >
        <Stack gap="xs" mt="xs">
          {answers.map((one, i) => (
            <Radio
              key={one}
              value={one}
              label={t(`task.extension.${one}`, { to: asked === undefined ? "" : formatDay(asked.to) })}
              data-autofocus={i === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {answer === "shorten" && (
        <DayInput
          label={t("task.extension.newDue")}
          required
          value={due}
          onChange={(day) => form.change({ due: day })}
          error={form.faults.due ?? missing}
        />
      )}
      {answer === "grant" && form.faults.due !== undefined && <p className={classes.explain}>{form.faults.due}</p>}
      {answer !== "grant" && (
        <ReasonField
          label={t("task.field.reason")}
          value={reason}
          onChange={(text) => form.change({ reason: text })}
          suggestions={[t("task.suggest.answer.1"), t("task.suggest.answer.2")]}
          tried={form.tried}
          error={form.faults.reason}
        />
      )}
    </ActFrame>
  );
}
