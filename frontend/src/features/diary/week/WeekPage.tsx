import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { addDays, formatDay, formatDayShort, isDay, startOfWeek } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { ExportButton } from "@/shared/ui/ExportButton";
import { Page } from "@/shared/ui/Page";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import day from "../components/Day.module.css";
import { DiaryBar } from "../components/DiaryBar";
import { periodQuery, personDayQuery } from "../queries";
import { WeekGrid } from "./WeekGrid";

/** WeekPage is a week of one's own diary, or of somebody whose diary I read: Monday to Sunday, with all lines. */
export function WeekPage() {
  const me = useMe();
  const { person = me.id, date } = useParams();
  const today = useToday()?.date;
  const asked = date !== undefined && isDay(date) ? date : today;
  if (asked === undefined) {
    return (
      <Page title={t("diary.view.week")} bar={<DiaryBar />}>
        <SkeletonRows />
      </Page>
    );
  }
  return <Week person={person} mine={person === me.id} monday={startOfWeek(asked)} today={today ?? asked} />;
}

/** Props of Week; mine: it is one's own. */
interface Props {
  person: string;
  mine: boolean;
  monday: string;
  today: string;
}

function Week({ person, mine, monday, today }: Props) {
  const sunday = addDays(monday, 6);
  const week = useQuery(periodQuery(person, monday, sunday));
  const whose = useQuery({ ...personDayQuery(person, monday), enabled: !mine }).data?.person;
  const toDay = (date: string) => (mine ? `/diary/${date}` : `/diary/people/${person}/${date}`);
  const toWeek = (date: string) => (mine ? `/diary/week/${date}` : `/diary/people/${person}/week/${date}`);
  const items = week.data?.items ?? [];
  const minutes = items.reduce((sum, { minutes }) => sum + minutes, 0);
  const lines = items.reduce((sum, { entries }) => sum + entries, 0);
  const missing = items.filter(({ missing }) => missing).length;
  return (
    <Page
      title={whose === undefined ? t("diary.view.week") : t("diary.of", { name: whose.name })}
      printTitle={t("diary.week.print")}
      signed
      bar={<DiaryBar />}
    >
      <header className={day.heading}>
        <div>
          <h2 className={day.date}>{t("diary.week.title", { from: formatDayShort(monday), to: formatDay(sunday) })}</h2>
          {whose !== undefined && (
            <div className={day.by}>{[whose.name, whose.title, whose.unit].filter(Boolean).join(" · ")}</div>
          )}
        </div>
        <div className={day.steps}>
          <ActionIcon component={Link} to={toWeek(addDays(monday, -7))} aria-label={t("diary.week.before")}>
            <IconChevronLeft size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon component={Link} to={toWeek(addDays(monday, 7))} aria-label={t("diary.week.after")}>
            <IconChevronRight size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          {startOfWeek(today) !== monday && (
            <Button variant="default" size="xs" component={Link} to={toWeek(today)}>
              {t("diary.week.this")}
            </Button>
          )}
          <ExportButton path="/diary/export" query={{ person, from: monday, to: sunday }} />
        </div>
        {week.data !== undefined && (
          <p className={day.state}>
            {[
              lines > 0 && t("diary.lines.n", { n: lines }),
              minutes > 0 && formatMinutes(minutes),
              missing > 0 && t("diary.week.missing", { n: missing }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
      </header>
      {week.isPending && <SkeletonRows />}
      {week.isError && week.data === undefined && (
        <ErrorState title={t("diary.failed")} error={week.error} onRetry={() => void week.refetch()} />
      )}
      {week.data !== undefined && <WeekGrid days={items} today={today} to={toDay} />}
    </Page>
  );
}
