import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { Urgency } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { type FormField, type TaskForm, urgencies } from "../model/newTask";
import { CoordinatorsField } from "../pick/CoordinatorsField";
import { DocumentPicker } from "../pick/DocumentPicker";
import { LeadPicker } from "../pick/LeadPicker";
import { DueField } from "./DueField";
import classes from "./form.module.css";
import { ProductField } from "./ProductField";

/** Props of TaskFields. */
interface Props {
  form: TaskForm;
  onChange: (change: Partial<TaskForm>) => void;
  faults: Partial<Record<FormField, string>>;
  /** A proposal keeps its lead. */
  fixedLead: boolean;
  /** Work can be given to many at once, to each one of its own: below the new one, or as parts of other work beside it. */
  spread: "below" | "beside" | undefined;
  /** Who only proposes names nobody else. */
  coordinated: boolean;
  /** What stands below the deadline where there is no second column. */
  belowDue: ReactNode;
}

/**
 * TaskFields are the boxes of the form, in the order in which work is thought of: whence, what, who, how much, until when. What
 * may be said beside that comes last: the others are seen at once on a screen of 1366 × 768.
 */
export function TaskFields({ form, onChange, faults, fixedLead, spread, coordinated, belowDue }: Props) {
  const others = (
    <CoordinatorsField
      label={t("task.split.others")}
      hint={t(spread === "below" ? "task.spread.hint" : "task.split.others.hint")}
      value={form.others ?? []}
      onChange={(chosen) => onChange({ others: chosen })}
      without={form.lead}
      error={faults.others}
    />
  );
  return (
    <>
      <DocumentPicker value={form.document} onChange={(document) => onChange({ document })} error={faults.document} />
      <Textarea
        label={t("task.title")}
        required
        autosize
        minRows={2}
        maxRows={5}
        maxLength={300}
        value={form.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        error={faults.title === undefined ? undefined : <FieldError>{faults.title}</FieldError>}
        data-autofocus
      />
      {fixedLead ? (
        <p className={classes.fixed}>
          <span>{t("task.lead")}</span>
          {form.lead?.person?.name}
        </p>
      ) : (
        <LeadPicker value={form.lead} onChange={(lead) => onChange({ lead })} error={faults.lead} />
      )}
      {spread === "beside" && others}
      {coordinated && (
        <CoordinatorsField
          value={form.coordinators}
          onChange={(coordinators) => onChange({ coordinators })}
          without={form.lead}
          shares={{ lead: form.lead, due: form.dueKind === "date" ? form.date : undefined }}
          error={faults.coordinators}
        />
      )}
      <ProductField form={form} onChange={onChange} faults={faults} />
      <DueField form={form} onChange={onChange} error={faults.due} />
      {belowDue}
      <UrgencyField value={form.urgency} onChange={(urgency) => onChange({ urgency })} />
      {spread === "below" && others}
      {coordinated && (
        <CoordinatorsField
          label={t("task.informed")}
          hint={t("task.informed.hint")}
          peopleOnly
          value={form.informed ?? []}
          onChange={(informed) => onChange({ informed })}
          without={form.lead}
          error={faults.informed}
        />
      )}
      <Textarea
        label={t("task.description")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={5000}
        value={form.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
        error={faults.description === undefined ? undefined : <FieldError>{faults.description}</FieldError>}
      />
    </>
  );
}

function UrgencyField({ value, onChange }: { value: Urgency; onChange: (urgency: Urgency) => void }) {
  const name = useId();
  return (
    <fieldset className={classes.group} aria-labelledby={name}>
      <legend id={name}>
        <span className="cv-label">{t("task.urgency")}</span>
        <span className={classes.caption}> · {t("task.urgency.hint")}</span>
      </legend>
      <div className={classes.row}>
        <SegmentedControl
          aria-labelledby={name}
          value={value}
          onChange={(chosen) => onChange(urgencies.find((urgency) => urgency === chosen) ?? value)}
          data={urgencies.map((urgency) => ({ value: urgency, label: t(`urgency.${urgency}`) }))}
        />
      </div>
    </fieldset>
  );
}
