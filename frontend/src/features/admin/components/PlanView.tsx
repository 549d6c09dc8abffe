import { NativeSelect } from "@mantine/core";
import { IconBellOff } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReminderPlan } from "@/shared/api/types";
import { formatInstant, formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "./Plan.module.css";
import { PlanTable } from "./PlanTable";

/** Props of PlanView; month and date are the chosen ones, months those to choose from. */
interface Props {
  plan: UseQueryResult<ReminderPlan>;
  months: string[];
  month: string;
  date: string;
  onChoose: (next: { month: string; date?: string }) => void;
}

/** PlanView is the runs to come of a month, with what each would give. */
export function PlanView({ plan, months, month, date, onChoose }: Props) {
  const next = plan.data?.runs[0];
  return (
    <>
      <div className={classes.head}>
        <NativeSelect
          label={t("admin.plan.month")}
          value={month}
          onChange={(event) => onChoose({ month: event.currentTarget.value })}
          data={months.map((value) => ({ value, label: formatMonth(value) }))}
        />
        {next !== undefined && <p className={classes.next}>{t("admin.plan.next", { at: formatInstant(next.at) })}</p>}
      </div>
      {plan.isPending && <SkeletonRows rows={8} />}
      {plan.isError && plan.data === undefined && (
        <ErrorState title={t("admin.plan.failed")} error={plan.error} onRetry={() => void plan.refetch()} />
      )}
      {plan.data !== undefined && (
        <>
          <p className={classes.note}>{t("admin.plan.note", { time: formatInstant(plan.data.asOf) })}</p>
          {plan.data.runs.length === 0 ? (
            <EmptyState icon={IconBellOff} title={t("admin.plan.empty.title")} text={t("admin.plan.empty.text")} />
          ) : (
            <PlanTable runs={plan.data.runs} chosen={date} onChoose={(day) => onChoose({ month, date: day })} />
          )}
        </>
      )}
    </>
  );
}
