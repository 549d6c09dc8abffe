import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocation, useParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { DayEditor } from "../components/DayEditor";
import { DiaryBar } from "../components/DiaryBar";
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
  if (day.data !== undefined && today !== undefined) {
    return <DayEditor key={day.data.date} day={day.data} today={today} turned={opened !== today} />;
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

/** useDayOpened returns the server's day when the page was opened; following a link to the page opens it again. */
function useDayOpened(today: string | undefined): string | undefined {
  const { key } = useLocation();
  const opened = useRef<{ key: string; day: string }>(undefined);
  if (today !== undefined && opened.current?.key !== key) opened.current = { key, day: today };
  return opened.current?.day;
}
