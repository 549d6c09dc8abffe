import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EvalPolicy } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t, tx } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import type { Facts } from "../api";
import { simulatedQuery } from "../queries";
import classes from "./Rules.module.css";

// The server computes while somebody types: not at every key.
const restMs = 250;

const fields = [
  { key: "k", min: 0.001, max: 500, step: 0.001, by: 1 },
  { key: "assigned", min: 1, max: 1000, step: 0.001, by: 1 },
  { key: "done", min: 0, max: 1000, step: 0.001, by: 1 },
  { key: "failed", min: 0, max: 20, step: 1 },
  { key: "late", min: 0, max: 20, step: 1 },
  { key: "general", min: 0, step: 0.01, by: 0.5 },
] as const;
type Field = (typeof fields)[number]["key"];
type Values = Record<Field, number | undefined>;

const examples = {
  all: { k: 5, assigned: 10, done: 10, failed: 0, late: 0, general: 28 },
  late: { k: 5, assigned: 10, done: 10, failed: 0, late: 1, general: 28 },
  failed: { k: 5, assigned: 10, done: 10, failed: 1, late: 0, general: 28 },
  rest: { k: 5, assigned: 10, done: 7, failed: 0, late: 0, general: 28 },
} as const;
const names = Object.keys(examples) as (keyof typeof examples)[];

/** Example computes one line of work and the general points by the policy itself: the server's own answer, nothing is kept. */
export function Example({ policy, period }: { policy: EvalPolicy; period: string }) {
  const [values, setValues] = useState<Values>(examples.late);
  const [asked] = useDebouncedValue(factsOf(policy, period, values), restMs);
  const result = useQuery({
    ...simulatedQuery(asked),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  const { data } = result;
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("evaluation.rules.example")} />
      <p className={classes.text}>{t("evaluation.rules.example.text")}</p>
      <div className={classes.presets}>
        {names.map((name) => (
          <Button key={name} variant="default" size="xs" onClick={() => setValues(examples[name])}>
            {t(`evaluation.rules.example.${name}`)}
          </Button>
        ))}
      </div>
      <div className={classes.fields}>
        {fields.map(({ key, ...rule }) => (
          <DecimalField
            key={key}
            label={t(`evaluation.rules.field.${key}`)}
            value={values[key]}
            onChange={(value) => setValues({ ...values, [key]: value })}
            max={Number(policy.generalMax)}
            {...rule}
          />
        ))}
      </div>
      {result.isError && data === undefined && (
        <ErrorState
          title={t("evaluation.rules.example.error")}
          error={result.error}
          onRetry={() => void result.refetch()}
        />
      )}
      {data !== undefined && (
        <dl className={classes.result} aria-live="polite">
          {(["a", "b", "c", "task", "total"] as const).map((key) => (
            <div key={key}>
              <dt>{t(`evaluation.rules.result.${key}`)}</dt>
              <dd>{data[key] === undefined ? t("evaluation.none") : formatDecimal(data[key])}</dd>
            </div>
          ))}
          <div>
            <dt>{t("evaluation.rules.result.grade")}</dt>
            <dd>{tx(`evaluation.grade.${data.grade}`, "evaluation.none")}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** factsOf is what the values say as facts of the period; undefined while one of them is missing. */
function factsOf(policy: EvalPolicy, period: string, values: Values): Facts | undefined {
  const { k, assigned, done, failed, late, general } = values;
  if ([k, assigned, done, failed, late, general].includes(undefined)) return undefined;
  const line = {
    task: "1",
    k,
    assigned,
    done,
    failed_reviews: failed,
    late_events: late,
    ...(failed !== 0 && { failed_quantity: Math.min(failed ?? 0, done ?? 0) }),
    excused_failed_reviews: 0,
    excused_late_events: 0,
  };
  return {
    policy: policy.name,
    period,
    subject: { class: policy.subjects[0] ?? "", leader: false },
    general,
    lines: [line],
  };
}
