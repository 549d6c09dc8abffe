import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useMemo } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { SchemePolicy } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Choice } from "@/shared/ui/Choice";
import { DayInput } from "@/shared/ui/DayInput";
import { DecimalField } from "@/shared/ui/DecimalField";
import { useFaultFocus } from "@/shared/ui/hooks";
import { SectionTitle } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { Textarea, TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { useProposeSettings } from "../queries";
import { choiceOf, choices, flags, type Values, valuesOf } from "./choice";
import classes from "./Settings.module.css";
import { StepFields } from "./StepFields";
import { groupName, nameOf, valueText } from "./words";

interface Form {
  from: string;
  document: string;
  reason: string;
  values: Values;
}

/** Props of ProposalForm. */
interface Props {
  policy: SchemePolicy;
  onDone: () => void;
}

/** ProposalForm proposes what the agency sets of a policy from the first day of a month on. */
export function ProposalForm({ policy: { current }, onDone }: Props) {
  const initial = useMemo<Form>(() => ({ from: "", document: "", reason: "", values: valuesOf(current) }), [current]);
  const draft = useDraft<Form>(`evaluation.settings.${current.name}`, initial);
  const form = draft.value;
  const { values } = form;
  const put = (more: Partial<Form>) => draft.set({ ...form, ...more });
  const set = (more: Partial<Values>) => put({ values: { ...values, ...more } });
  const propose = useProposeSettings();
  const place = useFaultFocus(propose.error);
  const errors = fieldErrors(propose.error);
  const send = () => {
    if (propose.isPending) return;
    propose.mutate(
      {
        policy: current.name.split("@")[0] ?? "",
        from: form.from,
        document: form.document.trim(),
        reason: form.reason.trim(),
        choice: choiceOf(values),
      },
      {
        onSuccess: () => {
          draft.clear();
          onDone();
          void toast(t("evaluation.set.sent"));
        },
      },
    );
  };
  return (
    <form
      ref={place}
      noValidate
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SectionTitle large title={t("evaluation.set.form", { title: current.title })} />
      <p className={classes.quiet}>{t("evaluation.set.form.text")}</p>
      <Restored draft={draft} />
      <Stack gap="md" mt="md">
        <div className={classes.fields}>
          <DayInput
            label={t("evaluation.set.field.from")}
            description={t("evaluation.set.field.from.hint")}
            required
            value={form.from}
            onChange={(from) => put({ from })}
            error={errors.from}
          />
          <TextInput
            label={t("evaluation.set.field.document")}
            description={t("evaluation.set.field.document.hint")}
            required
            maxLength={100}
            value={form.document}
            onChange={(event) => put({ document: event.currentTarget.value })}
            error={errors.document}
          />
        </div>
        <fieldset className={classes.groups}>
          <legend>{t("evaluation.set.groups")}</legend>
          {values.groups.map(({ code, max }, i) => (
            <DecimalField
              key={code}
              label={groupName(current, code)}
              value={max}
              min={0}
              max={Number(current.generalMax)}
              step={0.25}
              by={1}
              onChange={(next) =>
                set({ groups: values.groups.map((one) => (one.code === code ? { code, max: next } : one)) })
              }
              error={errors[`choice.groups[${i}].max`]}
            />
          ))}
          {errors["choice.groups"] !== undefined && <FieldError>{errors["choice.groups"]}</FieldError>}
          <DecimalField
            label={nameOf("step")}
            value={values.step}
            min={0.25}
            max={Number(current.generalMax)}
            step={0.25}
            onChange={(step) => set({ step })}
            error={errors["choice.step"]}
          />
        </fieldset>
        {(Object.keys(choices) as (keyof typeof choices)[]).map((key) => {
          const value = values[key];
          return value === undefined ? null : (
            <Choice
              key={key}
              label={nameOf(key)}
              value={value}
              onChange={(next) => set({ [key]: next })}
              data={choices[key].map((one) => ({ value: one, label: valueText(key, one) }))}
            />
          );
        })}
        {flags.map((key) =>
          values[key] === undefined ? null : (
            <Checkbox
              key={key}
              label={nameOf(key)}
              checked={values[key]}
              onChange={(event) => set({ [key]: event.currentTarget.checked })}
            />
          ),
        )}
        <div className={classes.fields}>
          {(["undecidedWorkingDays", "closeWorkingDays"] as const).map((key) => (
            <DecimalField
              key={key}
              label={nameOf(key)}
              value={values[key]}
              min={1}
              max={20}
              step={1}
              onChange={(next) => set({ [key]: next })}
              error={errors[`choice.${key}`]}
            />
          ))}
        </div>
        {values.steps !== undefined && (
          <StepFields value={values.steps} errors={errors} onChange={(steps) => set({ steps })} />
        )}
        <Textarea
          label={t("evaluation.set.field.reason")}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={form.reason}
          onChange={(event) => put({ reason: event.currentTarget.value })}
          error={errors.reason}
        />
        {propose.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(propose.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={propose.isPending}>
            {t("evaluation.set.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
