import { VisuallyHidden } from "@mantine/core";
import type { DueDay } from "@/shared/api/types";
import { formatDayLong, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./DayStrip.module.css";
import { dayNote, isToday, type NotedDays } from "./dayNote";

/** Props of DayStrip; compact shows only the dates, for a panel. */
interface Props extends NotedDays {
  days: DueDay[];
  compact?: boolean;
  label: string;
}

/**
 * DayStrip shows a deadline as the days it was counted over: days off hatched and named, counted days numbered, today in
 * an ink frame, the due day filled. More days than fit go on below.
 */
export function DayStrip({ days, compact = false, label, ...noted }: Props) {
  return (
    <ol className={classes.strip} data-compact={compact || undefined} aria-label={label}>
      {days.map((day, i) => (
        <li
          key={day.date}
          className={day.working ? classes.day : `${classes.day} cv-hatched`}
          data-mark={day.mark}
          data-today={isToday(day, noted) || undefined}
          data-off={!day.working || undefined}
          title={compact ? formatDayLong(day.date) : day.why}
        >
          <VisuallyHidden>{formatDayLong(day.date)}. </VisuallyHidden>
          {!compact && (
            <span className={classes.weekday} aria-hidden>
              {weekdayShort(day.date)}
            </span>
          )}
          <span className={classes.date} aria-hidden>
            {dateOf(day.date, i === 0 && !compact)}
          </span>
          {compact ? (
            <VisuallyHidden>{dayNote(day, noted, t("strip.off"))}</VisuallyHidden>
          ) : (
            <span className={classes.note}>{dayNote(day, noted, t("strip.off"))}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** dateOf names the month on the first day shown and on the first of a month, as people write it: 24/4, 25, 1/5. */
function dateOf(day: string, first: boolean): string {
  const [, month = "", date = ""] = day.split("-");
  return first || date === "01" ? `${Number(date)}/${Number(month)}` : String(Number(date));
}
