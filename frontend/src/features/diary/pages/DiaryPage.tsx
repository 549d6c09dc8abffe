import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { DayEditor } from "../components/DayEditor";
import { DiaryBar } from "../components/DiaryBar";
import { diaryDayQuery } from "../queries";

/** DiaryPage is one's own diary of a day (nhật ký công vụ); without a date, of today. */
export function DiaryPage() {
  const today = useToday()?.date;
  const date = useParams().date ?? today;
  const day = useQuery({ ...diaryDayQuery(date ?? ""), enabled: date !== undefined });
  if (day.data !== undefined && today !== undefined) {
    return <DayEditor key={day.data.date} day={day.data} today={today} />;
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
