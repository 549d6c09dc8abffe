import { ActionIcon, Button } from "@mantine/core";
import { IconAlertTriangle, IconChevronLeft, IconChevronRight, IconPlus, IconTableImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, Note, SkeletonRows } from "@/shared/ui/States";
import type { CalendarRow, CalendarYear } from "../api";
import classes from "../components/Calendar.module.css";
import { type Begun, ChangeDialog } from "../components/ChangeDialog";
import { DaysTable } from "../components/DaysTable";
import { confirmedOf } from "../model/days";
import { yearQuery } from "../queries";

const firstYear = 2020;
const lastYear = 2200;

/** CalendarPage is Lịch làm việc: the days off of a year by their documents, what waits to be confirmed and what is missing. */
export function CalendarPage() {
  const [query, setQuery] = useSearchParams();
  const today = useToday()?.date ?? "2026-01-01";
  const asked = Number(query.get("year"));
  const year = asked >= firstYear && asked <= lastYear ? asked : Number(today.slice(0, 4));
  const { data, isPending, isError, error, refetch } = useQuery(yearQuery(year));
  const [begun, setBegun] = useState<Begun>();
  const step = (by: number) => setQuery({ year: String(year + by) }, { replace: true });
  return (
    <Page
      title={t("nav.calendar")}
      actions={
        <>
          <span className={classes.year}>
            <ActionIcon
              variant="subtle"
              aria-label={t("calendar.year.before")}
              disabled={year <= firstYear}
              onClick={() => step(-1)}
            >
              <IconChevronLeft size={18} aria-hidden />
            </ActionIcon>
            {year}
            <ActionIcon
              variant="subtle"
              aria-label={t("calendar.year.after")}
              disabled={year >= lastYear}
              onClick={() => step(1)}
            >
              <IconChevronRight size={18} aria-hidden />
            </ActionIcon>
          </span>
          <Button
            variant="default"
            leftSection={<IconTableImport size={16} aria-hidden />}
            onClick={() => setBegun({ act: "import" })}
          >
            {t("calendar.import")}
          </Button>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setBegun({ act: "add", days: [{ date: "", name: "", type: "swapped-off" }] })}
          >
            {t("calendar.add")}
          </Button>
        </>
      }
    >
      {isPending && <SkeletonRows />}
      {isError && data === undefined && (
        <ErrorState title={t("calendar.failed")} error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <Notes
            year={data}
            onYear={(next) => setQuery({ year: String(next) }, { replace: true })}
            onBegin={setBegun}
          />
          <SectionTitle
            title={t("calendar.days", { year: data.year })}
            count={data.days.length}
            end={<span className={classes.note}>{t("calendar.workingDays", { n: data.workingDays })}</span>}
          />
          <DaysTable
            rows={data.days}
            onConfirm={(row) => setBegun({ act: "confirm", days: [confirmedOf(row)] })}
            onWithdraw={(row) => setBegun({ act: "withdraw", row })}
          />
          <p className={classes.note}>{t("calendar.sources")}</p>
          {begun !== undefined && (
            <ChangeDialog begun={begun} seen={data.version} onClose={() => setBegun(undefined)} />
          )}
        </>
      )}
    </Page>
  );
}

/** Notes says what the calendar still lacks: pending days with the deadlines that touch them, and next year's in the autumn. */
function Notes(props: { year: CalendarYear; onYear: (year: number) => void; onBegin: (begun: Begun) => void }) {
  const { year, days, missing, nextYear, nextMissing, touched } = props.year;
  const pending = days.filter((row: CalendarRow) => row.state === "pending");
  const next = nextMissing.length > 0 && year !== nextYear;
  if (pending.length === 0 && missing.length === 0 && !next) return null;
  return (
    <div className={classes.notes}>
      {next && (
        <Note icon={IconAlertTriangle}>
          {t("calendar.missing", { year: nextYear, names: nextMissing.join(", ") })}{" "}
          <Button variant="subtle" size="compact-xs" onClick={() => props.onYear(nextYear)}>
            {t("calendar.missing.open", { year: nextYear })}
          </Button>
        </Note>
      )}
      {missing.length > 0 && (
        <Note icon={IconAlertTriangle}>{t("calendar.missing", { year, names: missing.join(", ") })}</Note>
      )}
      {pending.length > 0 && (
        <Note icon={IconAlertTriangle}>
          {t("calendar.pending", { n: pending.length })}{" "}
          {touched.deadlines > 0 && t("calendar.touched", { n: touched.deadlines, people: touched.people })}{" "}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => props.onBegin({ act: "confirm", days: pending.map(confirmedOf) })}
          >
            {t("calendar.confirm.all")}
          </Button>
        </Note>
      )}
    </div>
  );
}
