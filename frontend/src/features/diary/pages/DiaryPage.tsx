import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useLocation, useParams } from "react-router";
import { NetworkError } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { DiaryDay } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { DayEditor } from "../components/DayEditor";
import { DiaryBar } from "../components/DiaryBar";
import { blankDay } from "../offline/days";
import { useWaitingDay } from "../offline/useWaiting";
import { diaryDayQuery } from "../queries";

/**
 * DiaryPage is one's own diary of a day (nhật ký công vụ); without a date, of the day on which it was opened. It holds text,
 * so it keeps its day when the next one begins, and says so.
 */
export function DiaryPage() {
  const today = useToday()?.date;
  const opened = useDayOpened(today);
  const date = useParams().date ?? opened;
  const day = useQuery({ ...diaryDayQuery(date ?? ""), enabled: date !== undefined });
  const waiting = useWaitingDay(date);
  const known = useDayKnown(day.data, date, day.error, today);
  if (known !== undefined && today !== undefined && waiting !== undefined) {
    const { date } = known;
    return <DayEditor key={date} day={known} waiting={waiting ?? undefined} today={today} turned={opened !== today} />;
  }
  return (
    <Page title={t("nav.diary")} bar={<DiaryBar />}>
      {day.isError ? (
        <ErrorState title={t("diary.failed")} error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}

/** useDayKnown is the day as the server has it; without a line, one that has just come and of which it never spoke is blank. */
function useDayKnown(
  day: DiaryDay | undefined,
  date: string | undefined,
  error: unknown,
  today: string | undefined,
): DiaryDay | undefined {
  const me = useMe();
  return useMemo(() => {
    if (day !== undefined || date === undefined || today === undefined || !(error instanceof NetworkError)) return day;
    return date === today ? blankDay(me, date, today) : undefined;
  }, [day, date, error, today, me]);
}

/** useDayOpened returns the server's day when the page was opened; following a link to the page opens it again. */
function useDayOpened(today: string | undefined): string | undefined {
  const { key } = useLocation();
  const opened = useRef<{ key: string; day: string }>(undefined);
  if (today !== undefined && opened.current?.key !== key) opened.current = { key, day: today };
  return opened.current?.day;
}
