import { Button, Checkbox, Slider } from "@mantine/core";
import { useId, useState } from "react";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { ResultField, type ResultTyped } from "./ResultField";
import { useActForm } from "./useActForm";

const steps = [0, 25, 50, 75, 100];
const marks = steps.map((value) => ({ value }));

type Typed = ResultTyped & { percent: number; text: string; same: boolean };

/** ReportForm reports progress (báo cáo tiến độ): how far the work is, and what was done since the last report. */
export function ReportForm({ task, onClose }: ActProps) {
  const [lacking, setLacking] = useState(false);
  const form = useActForm({
    opened: task,
    verb: "report",
    initial: { percent: task.progress, text: "", same: false, files: [] } as Typed,
    bodyOf: ({ percent, text, same, files = [] }) =>
      text.trim() === "" || (percent === task.progress && !same) || lacking
        ? undefined
        : { percent, text: text.trim(), files: files.length === 0 ? undefined : files.map(({ id }) => id) },
    onDone: onClose,
  });
  const { percent, text, same } = form.draft.value;
  const unchanged = percent === form.opened.progress;
  const name = useId();
  const missing = form.tried && text.trim() === "" ? t("task.report.missing") : undefined;
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
        <div className={classes.steps}>
          {steps.map((value) => (
            <Button
              key={value}
              type="button"
              size="compact-sm"
              variant={value === percent ? "light" : "default"}
              aria-pressed={value === percent}
              onClick={() => form.change({ percent: value })}
            >
              {t("task.percent", { n: value })}
            </Button>
          ))}
        </div>
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
      {unchanged && form.tried && (
        <Checkbox
          label={t("task.report.same", { n: percent })}
          checked={same}
          onChange={(event) => form.change({ same: event.currentTarget.checked })}
          error={!same && <FieldError>{t("task.report.sameAsk")}</FieldError>}
        />
      )}
      <ResultField
        task={task}
        label={t("task.report.files")}
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
