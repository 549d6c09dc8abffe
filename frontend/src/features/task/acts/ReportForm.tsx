import { Slider, Textarea } from "@mantine/core";
import { useId } from "react";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

const marks = [0, 25, 50, 75, 100].map((value) => ({ value, label: `${value}%` }));

/** ReportForm reports progress (báo cáo tiến độ): how far the work is, and what was done since the last report. */
export function ReportForm({ task, onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "report",
    initial: { percent: task.progress, text: "" },
    bodyOf: ({ percent, text }) => (text.trim() === "" ? undefined : { percent, text: text.trim() }),
    onDone: onClose,
  });
  const { percent, text } = form.draft.value;
  const name = useId();
  const missing = form.tried && form.body === undefined ? t("task.report.missing") : undefined;
  const fault = form.faults.text ?? missing;
  return (
    <ActFrame form={form} texts={[text]} onClose={onClose}>
      <div>
        <div className={classes.sliderName} id={name}>
          {t("task.report.percent")} <span>{t("task.percent", { n: percent })}</span>
        </div>
        <Slider
          className={classes.slider}
          value={percent}
          onChange={(value) => form.change({ percent: value })}
          step={5}
          marks={marks}
          label={null}
          thumbProps={{ "aria-labelledby": name }}
        />
      </div>
      <Textarea
        label={t("task.report.text")}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={2000}
        value={text}
        onChange={(event) => form.change({ text: event.currentTarget.value })}
        error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
        data-autofocus
      />
    </ActFrame>
  );
}
