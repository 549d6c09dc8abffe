import { SegmentedControl } from "@mantine/core";
import { useId, useState } from "react";
import { t } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";
import { FieldError } from "@/shared/ui/States";
import { dueKinds, type TaskForm } from "../model/newTask";
import { DayField } from "./DayField";
import classes from "./form.module.css";

/** Props of DueField. */
interface Props {
  form: TaskForm;
  onChange: (change: Partial<TaskForm>) => void;
  error?: string;
}

/** DueField sets the deadline by rule or date; what day that is stands in the pane beside it. */
export function DueField({ form, onChange, error }: Props) {
  const name = useId();
  const [daysFault, setDaysFault] = useState<string>();
  const [dayFault, setDayFault] = useState<string>();
  const counted = form.dueKind === "working" || form.dueKind === "calendar";
  const typed = [daysFault, dayFault].filter((fault) => fault !== undefined);
  // What is wrong with the typing is also why something is missing.
  const faults = typed.length > 0 || error === undefined ? typed : [error];
  const refused = typed.length === 0 && error !== undefined;
  return (
    <fieldset className={classes.group} aria-labelledby={name}>
      <legend id={name} className="cv-label">
        {t("task.due")}
      </legend>
      <div className={classes.row}>
        <SegmentedControl
          aria-labelledby={name}
          value={form.dueKind}
          onChange={(value) => onChange({ dueKind: dueKinds.find((kind) => kind === value) })}
          data={dueKinds.map((kind) => ({ value: kind, label: t(`task.due.${kind}`) }))}
        />
        {counted && (
          <>
            <DecimalField
              className={classes.days}
              aria-label={t("task.due.count")}
              min={1}
              max={3650}
              step={1}
              value={form.days}
              onChange={(days) => onChange({ days })}
              error={refused ? error : undefined}
              onFault={setDaysFault}
            />
            <span className={classes.beside}>{t("task.due.from")}</span>
            <DayField
              label={t("task.due.start")}
              placeholder={t("task.due.startDefault")}
              value={{ day: form.start, text: form.startText }}
              onChange={({ day, text }) => onChange({ start: day, startText: text })}
              faulty={false}
              onFault={setDayFault}
            />
          </>
        )}
        {form.dueKind === "date" && (
          <DayField
            label={t("task.due.date")}
            placeholder={t("task.due.datePlaceholder")}
            value={{ day: form.date, text: form.dateText }}
            onChange={({ day, text }) => onChange({ date: day, dateText: text })}
            faulty={refused}
            onFault={setDayFault}
          />
        )}
      </div>
      {faults.length > 0 && (
        <div className={classes.fault} role="alert">
          {faults.map((fault) => (
            <FieldError key={fault}>{fault}</FieldError>
          ))}
        </div>
      )}
    </fieldset>
  );
}
