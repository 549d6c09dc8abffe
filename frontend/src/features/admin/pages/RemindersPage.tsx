import { NativeSelect } from "@mantine/core";
import { IconBellOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { dayOf, formatInstant, formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Plan.module.css";
import { PlannedDay } from "../components/PlannedDay";
import { PlanTable } from "../components/PlanTable";
import { monthsFrom } from "../model/plan";
import { planQuery } from "../queries";

// This month and the twelve after it: as far as the server looks.
const shownMonths = 13;

/** RemindersPage is Lịch nhắc việc: which reminders the runs to come would give, to whom and by which rule. Nothing is sent. */
export function RemindersPage() {
  const today = useToday()?.date ?? "";
  const [params, setParams] = useSearchParams();
  const month = params.get("month") ?? today.slice(0, 7);
  const date = params.get("date") ?? "";
  const plan = useQuery(planQuery(month, date));
  const choose = (next: { month: string; date?: string }) => setParams(next, { replace: true });
  const next = plan.data?.runs[0];
  return (
    <Page
      title={t("nav.reminders")}
      aside={
        <PlannedDay date={date} plan={plan.data?.items.some(({ at }) => dayOf(at) === date) ? plan.data : undefined} />
      }
      asideWidth={404}
      asideLabel={t("admin.plan.choose.title")}
    >
      <div className={classes.head}>
        <NativeSelect
          label={t("admin.plan.month")}
          value={month}
          onChange={(event) => choose({ month: event.currentTarget.value })}
          data={(today === "" ? [month] : monthsFrom(today, shownMonths)).map((value) => ({
            value,
            label: formatMonth(value),
          }))}
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
            <PlanTable runs={plan.data.runs} chosen={date} onChoose={(day) => choose({ month, date: day })} />
          )}
        </>
      )}
    </Page>
  );
}
