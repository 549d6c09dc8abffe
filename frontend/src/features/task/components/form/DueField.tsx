import "@mantine/dates/styles.css";
import "dayjs/locale/vi";
import { NumberInput, SegmentedControl } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useId, useState } from "react";
import { language, t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { parseDay } from "../../model/dayInput";
import { dueKinds, type TaskForm } from "../../model/newTask";
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
  const counted = form.dueKind === "working" || form.dueKind === "calendar";
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
            <NumberInput
              className={classes.days}
              aria-label={t("task.due.count")}
              min={1}
              max={3650}
              allowDecimal={false}
              allowNegative={false}
              value={form.days ?? ""}
              onChange={(typed) => onChange({ days: typeof typed === "number" ? typed : undefined })}
              error={error !== undefined}
            />
            <span className={classes.beside}>{t("task.due.from")}</span>
            <Day
              label={t("task.due.start")}
              placeholder={t("task.due.startDefault")}
              value={form.start}
              onChange={(start) => onChange({ start })}
            />
          </>
        )}
        {form.dueKind === "date" && (
          <Day
            label={t("task.due.date")}
            placeholder={t("task.due.datePlaceholder")}
            value={form.date}
            onChange={(date) => onChange({ date })}
            faulty={error !== undefined}
          />
        )}
      </div>
      {error !== undefined && (
        <div className={classes.fault} role="alert">
          <FieldError>{error}</FieldError>
        </div>
      )}
    </fieldset>
  );
}

/** Props of Day; a day is a string from end to end. */
interface DayProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  faulty?: boolean;
}

function Day({ label, placeholder, value, onChange, faulty = false }: DayProps) {
  // The first Escape closes the calendar, not the dialog with the whole form.
  const [open, setOpen] = useState(false);
  return (
    <DateInput
      data-mantine-stop-propagation={open}
      onFocus={() => setOpen(true)}
      onClick={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
      className={classes.day}
      aria-label={label}
      placeholder={placeholder}
      value={value ?? null}
      onChange={(day) => onChange(day ?? undefined)}
      valueFormat="DD/MM/YYYY"
      // The field's own reading of a typed day is month first.
      dateParser={(typed) => parseDay(typed) ?? null}
      locale={language()}
      firstDayOfWeek={1}
      hideOutsideDates
      // Days off are the server's to know; the pane beside the form hatches them.
      weekendDays={[]}
      // The calendar belongs to the dialog it is opened from.
      popoverProps={{ withinPortal: false }}
      clearable
      clearButtonProps={{ className: classes.clear, "aria-label": t("task.pick.clear", { label }) }}
      previousLabel={t("task.due.previous")}
      nextLabel={t("task.due.next")}
      error={faulty}
    />
  );
}
