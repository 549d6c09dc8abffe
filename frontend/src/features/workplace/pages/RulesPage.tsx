import "@mantine/dates/styles.css";
import { Button, MultiSelect, NumberInput } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { productsQuery } from "@/features/task/lookups";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { WorkRule, WorkRules } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { formatDay } from "@/shared/format/date";
import { language, t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { workplaceApi } from "../api";
import { UnitPick, useUnit } from "../components/UnitPick";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { gridQuery, rulesQuery, workKeys } from "../queries";

/** RulesPage is what binds a unit (quy định của phòng), and where its head sets it from a day on. */
export function RulesPage() {
  const unit = useUnit();
  const today = useToday()?.date;
  const rules = useQuery(rulesQuery(unit));
  return (
    <Page title={t("work.rules")} below={<WorkTabs />}>
      <div className={classes.tools}>
        <UnitPick />
      </div>
      {rules.isPending && <SkeletonRows />}
      {rules.isError && rules.data === undefined && (
        <ErrorState title={t("work.rules.failed")} error={rules.error} onRetry={() => void rules.refetch()} />
      )}
      {rules.data !== undefined && today !== undefined && (
        <div className={classes.reading}>
          <SectionTitle title={t("work.rules.today", { unit: rules.data.unit.name })} />
          <ul>
            {sentences(rules.data.effective).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {rules.data.own.length > 0 && (
            <>
              <SectionTitle title={t("work.rules.own")} />
              <ul className={classes.list}>
                {rules.data.own.map((rule) => (
                  <li key={rule.from} className={classes.item}>
                    <div>{sentences(rule).join(" ")}</div>
                    <span>{t("work.rules.from", { day: rule.from === undefined ? "" : formatDay(rule.from) })}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {rules.data.may && <RuleForm key={rules.data.unit.id} rules={rules.data} today={today} />}
        </div>
      )}
    </Page>
  );
}

/** sentences says a rule in words. */
function sentences(rule: WorkRule): string[] {
  const all = [
    rule.minOnSite > 0 && t("work.rule.min", { n: rule.minOnSite }),
    rule.maxOnSite > 0 && t("work.rule.max", { n: rule.maxOnSite }),
    rule.maxDays > 0 && t("work.rule.days", { n: rule.maxDays }),
    rule.people.length > 0 && t("work.rule.people", { names: rule.people.map(({ name }) => name).join(", ") }),
    rule.products.length > 0 && t("work.rule.products", { codes: rule.products.join(", ") }),
    rule.basis !== "" && t("work.rule.basis", { basis: rule.basis }),
  ].filter((text) => text !== false);
  return all.length > 0 ? all : [t("work.rule.none")];
}

function RuleForm({ rules, today }: { rules: WorkRules; today: string }) {
  const client = useQueryClient();
  const last = rules.own[0];
  const draft = useDraft(`work.rule.${rules.unit.id}`, {
    from: today,
    minOnSite: last?.minOnSite ?? 0,
    maxOnSite: last?.maxOnSite ?? 0,
    maxDays: last?.maxDays ?? 0,
    people: last?.people.map(({ id }) => id) ?? [],
    products: last?.products ?? [],
    basis: last?.basis ?? "",
  });
  const form = draft.value;
  const set = (part: Partial<typeof form>) => draft.set({ ...form, ...part });
  const staff = useInfiniteQuery(gridQuery(today, today, rules.unit.id)).data?.pages.flatMap(({ rows }) => rows) ?? [];
  const products = useQuery(productsQuery("")).data?.items ?? [];
  const save = useMutation({
    mutationFn: () => {
      const { from, people: onSite, ...values } = form;
      const version = rules.own.find((rule) => rule.from === from)?.version ?? 0;
      return workplaceApi.setRule(rules.unit.id, from, { version, onSite, ...values });
    },
    onSuccess: () => {
      draft.clear();
      void toast(t("work.rule.saved"));
    },
    onSettled: () => {
      for (const queryKey of [workKeys.rules(), workKeys.grids(), workKeys.weeks()])
        void client.invalidateQueries({ queryKey });
    },
  });
  const errors = fieldErrors(save.error);
  const number = (name: "minOnSite" | "maxOnSite" | "maxDays", max: number) => (
    <NumberInput
      label={t(`work.rule.field.${name}`)}
      description={t("work.rule.zero")}
      min={0}
      max={max}
      allowDecimal={false}
      value={form[name]}
      onChange={(value) => set({ [name]: typeof value === "number" ? value : 0 })}
      error={errors[name]}
    />
  );
  return (
    <section className="cv-noprint">
      <SectionTitle title={t("work.rule.new")} />
      <DatePickerInput
        label={t("work.rule.field.from")}
        valueFormat="DD/MM/YYYY"
        locale={language()}
        firstDayOfWeek={1}
        minDate={today}
        value={form.from}
        onChange={(day) => day !== null && set({ from: day })}
        error={errors.from}
      />
      {number("minOnSite", 100)}
      {number("maxOnSite", 100)}
      {number("maxDays", 5)}
      <MultiSelect
        label={t("work.rule.field.people")}
        searchable
        data={staff.map(({ person }) => ({ value: person.id, label: person.name }))}
        value={form.people}
        onChange={(people) => set({ people })}
        error={errors.onSite}
      />
      <MultiSelect
        label={t("work.rule.field.products")}
        searchable
        data={products.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        value={form.products}
        onChange={(codes) => set({ products: codes })}
        error={errors.products}
      />
      <TextInput
        label={t("work.rule.field.basis")}
        maxLength={500}
        value={form.basis}
        onChange={(event) => set({ basis: event.currentTarget.value })}
        error={errors.basis}
      />
      {save.isError && (
        <div role="alert">
          <FieldError>{isConflict(save.error) ? t("work.changed") : sentenceOf(save.error)}</FieldError>
        </div>
      )}
      <Button mt="sm" loading={save.isPending} onClick={() => save.mutate()}>
        {t("work.rule.save")}
      </Button>
    </section>
  );
}
