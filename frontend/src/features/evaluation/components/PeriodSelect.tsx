import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { periodsQuery } from "../queries";

/** PeriodSelect chooses the month (kỳ đánh giá); a closed one says so. */
export function PeriodSelect({ value, onChange }: { value: string; onChange: (period: string) => void }) {
  const periods = useQuery(periodsQuery()).data?.items ?? [];
  const known = periods.some(({ period }) => period === value);
  const shown = known ? periods : [{ period: value, state: "open" as const }, ...periods];
  return (
    <NativeSelect
      aria-label={t("evaluation.period")}
      data={shown.map(({ period, state }) => ({
        value: period,
        label:
          state === "open"
            ? t("evaluation.period.open", { month: formatMonth(period) })
            : t(`evaluation.period.${state}`, { month: formatMonth(period) }),
      }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
