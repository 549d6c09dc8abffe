import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EvalPeriod } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { isMonth, isYear, periodName } from "../model/period";
import { longPeriodsQuery, periodsQuery } from "../queries";

/** PeriodSelect chooses the month, quarter or year (kỳ đánh giá); a closed one says so. */
export function PeriodSelect({ value, onChange }: { value: string; onChange: (period: string) => void }) {
  const months = useQuery(periodsQuery()).data?.items ?? [];
  const long = useQuery(longPeriodsQuery()).data?.items ?? [];
  const all = [...months, ...long];
  const known = all.some(({ period }) => period === value);
  const shown = known || value === "" ? all : [{ period: value, state: "open" as const }, ...all];
  const group = (name: "month" | "quarter" | "year", of: (period: string) => boolean) => ({
    group: t(`evaluation.group.${name}`),
    items: shown
      .filter(({ period }) => of(period))
      .map(({ period, state }) => ({ value: period, label: labelOf(period, state) })),
  });
  return (
    <NativeSelect
      aria-label={t("evaluation.period")}
      data={[
        group("month", isMonth),
        group("quarter", (period) => !isMonth(period) && !isYear(period)),
        group("year", isYear),
      ].filter(({ items }) => items.length > 0)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function labelOf(period: string, state: EvalPeriod["state"]): string {
  const name = periodName(period);
  const sentence = name.charAt(0).toUpperCase() + name.slice(1);
  return state === "open" ? sentence : t(`evaluation.period.${state}`, { period: sentence });
}
