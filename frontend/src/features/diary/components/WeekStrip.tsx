import { useQuery } from "@tanstack/react-query";
import type { DiaryStripDay } from "@/shared/api/types";
import { addDays, startOfWeek, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { diaryMonthQuery } from "../queries";
import classes from "./Month.module.css";
import { MonthDay } from "./MonthGrid";

/** WeekStrip is the week of a day in one row, for the phone. */
export function WeekStrip({ date, today }: { date: string; today: string }) {
  const monday = startOfWeek(date);
  const sunday = addDays(monday, 6);
  // A week may lie in two months; both are in the cache for the month below.
  const first = useQuery(diaryMonthQuery(monday.slice(0, 7))).data?.items ?? [];
  const second = useQuery(diaryMonthQuery(sunday.slice(0, 7))).data?.items ?? [];
  const days = new Map<string, DiaryStripDay>([...first, ...second].map((day) => [day.date, day]));
  return (
    <nav className={classes.week} aria-label={t("diary.week")}>
      {Array.from({ length: 7 }, (_, i) => days.get(addDays(monday, i)))
        .filter((day) => day !== undefined)
        .map((day) => (
          <div key={day.date} className={classes.weekDay}>
            <span className={classes.weekday} aria-hidden>
              {weekdayShort(day.date)}
            </span>
            <MonthDay day={day} chosen={date} today={today} />
          </div>
        ))}
    </nav>
  );
}
