import { Button, Select } from "@mantine/core";
import { IconCalendarRepeat, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { formatDay, formatMonth } from "@/shared/format/date";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import type { FollowBy } from "../api";
import { Breakdown } from "../components/Breakdown";
import { FiveCells } from "../components/FiveCells";
import classes from "../components/Follow.module.css";
import { MonthlyDialog } from "../components/MonthlyDialog";
import { OverdueList } from "../components/OverdueList";
import { PeopleLoad } from "../components/PeopleLoad";
import { followsUnits, monthSpan, type Period, periods, spanOf } from "../model";
import { followMonthlyQuery, followReportQuery } from "../queries";

const bys = ["unit", "person", "document"] as const satisfies readonly FollowBy[];

/** FollowPage is Theo dõi đơn vị: how a unit stands, what is late and with whom, who is where and holds how much. */
export function FollowPage() {
  const me = useMe();
  const today = useToday()?.date ?? "";
  const [params, setParams] = useSearchParams();
  const tops = followsUnits(me);
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const choices = unitsUnder(tree, tops);
  const unit = params.get("unit") ?? tops[0] ?? "";
  const period = periods.find((one) => one === params.get("period")) ?? "month";
  const by =
    bys.find((one) => one === params.get("by")) ?? (choices.some(({ parent }) => parent === unit) ? "unit" : "person");
  // A month that has passed, as a message about its report names it.
  const month = params.get("month");
  const past = monthSpan(month);
  const span = past ?? (today === "" ? { from: "", to: "" } : spanOf(period, today));
  const [asked, setAsked] = useState(false);
  const monthly = useQuery({ ...followMonthlyQuery(unit), enabled: asked && unit !== "" });
  const report = useQuery({ ...followReportQuery({ unit, ...span, by }), enabled: unit !== "" && today !== "" });
  const names = distinctNames(tree);
  const change = (name: string, value: string | null) => {
    if (value === null) return;
    if (name === "period") params.delete("month");
    params.set(name, value);
    setParams(params, { preventScrollReset: true });
  };
  const spoken = t("follow.span", { from: formatDay(span.from), to: formatDay(span.to) });
  return (
    <Page
      title={t("nav.follow")}
      printTitle={t("follow.print", { unit: names.get(unit) ?? report.data?.unit.name ?? "", span: spoken })}
      signed
      asideWidth={492}
      asideLabel={t("follow.people")}
      aside={today !== "" && unit !== "" ? <PeopleLoad unit={unit} today={today} /> : undefined}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconCalendarRepeat size={16} stroke={1.6} aria-hidden />}
            loading={asked && monthly.isPending}
            disabled={unit === ""}
            onClick={() => setAsked(true)}
          >
            {t("follow.monthly.button")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.6} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("follow.print.button")}
          </Button>
        </>
      }
    >
      <div className={`${classes.tools} cv-noprint`}>
        {choices.length > 1 && (
          <Select
            aria-label={t("follow.unit")}
            w="20rem"
            maw="100%"
            searchable
            allowDeselect={false}
            data={choices.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
            value={unit}
            onChange={(value) => change("unit", value)}
          />
        )}
        <Select
          aria-label={t("follow.period")}
          w="9rem"
          allowDeselect={false}
          data={[
            ...(past === undefined || month === null
              ? []
              : [{ value: month, label: t("follow.period.of", { month: formatMonth(month) }) }]),
            ...periods.map((value: Period) => ({ value, label: t(`follow.period.${value}`) })),
          ]}
          value={past === undefined ? period : month}
          onChange={(value) => value !== month && change("period", value)}
        />
        <Select
          aria-label={t("follow.by")}
          w="11rem"
          allowDeselect={false}
          data={bys.map((value) => ({ value, label: t(`follow.by.${value}`) }))}
          value={by}
          onChange={(value) => change("by", value)}
        />
        <span className={classes.small}>{today !== "" && spoken}</span>
      </div>
      {asked && monthly.isError && (
        <ErrorState title={t("follow.monthly.failed")} error={monthly.error} onRetry={() => void monthly.refetch()} />
      )}
      {asked && monthly.data !== undefined && <MonthlyDialog report={monthly.data} onClose={() => setAsked(false)} />}
      {report.isPending && <SkeletonRows />}
      {report.isError && report.data === undefined && (
        <ErrorState title={t("follow.failed")} error={report.error} onRetry={() => void report.refetch()} />
      )}
      {report.data !== undefined && <FiveCells report={report.data} />}
      {today !== "" && unit !== "" && <OverdueList unit={unit} today={today} />}
      {report.data !== undefined && <Breakdown report={report.data} by={by} />}
    </Page>
  );
}
