import { VisuallyHidden } from "@mantine/core";
import type { DueDay } from "@/shared/api/types";
import { addDays, formatDayLong, startOfWeek, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { dayNote, isToday, type NotedDays } from "@/shared/ui/dayNote";
import { type GridDay, weeksOf } from "../model/dueGrid";
import classes from "./DueGrid.module.css";

/** Props of DueGrid. */
interface Props extends NotedDays {
  days: DueDay[];
  label: string;
}

/**
 * DueGrid shows the days of a deadline as a small calendar: days off hatched and named, counted days numbered, today in an
 * ink frame, the due day filled.
 */
export function DueGrid({ days, label, ...noted }: Props) {
  const first = days[0];
  if (first === undefined) return null;
  const monday = startOfWeek(first.date);
  return (
    <table className={classes.grid} aria-label={label}>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => (
            <th key={day} scope="col">
              {weekdayShort(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week) =>
          week.days === undefined ? (
            <tr key={week.monday}>
              <td className={classes.gap} colSpan={7}>
                {t("task.due.gap")}
              </td>
            </tr>
          ) : (
            <tr key={week.monday}>
              {week.days.map((day) => (
                <Cell key={day.date} day={day} first={first.date} noted={noted} />
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Cell({ day, first, noted }: { day: GridDay; first: string; noted: NotedDays }) {
  const number = dateOf(day.date, first);
  if (day.outside) {
    return (
      <td>
        <div className={classes.day} data-outside>
          {number}
        </div>
      </td>
    );
  }
  // The head of the column already says Saturday and Sunday.
  const note = dayNote(day, noted, "\u00a0");
  return (
    <td>
      <div
        className={day.working || day.mark === "due" ? classes.day : `${classes.day} cv-hatched`}
        data-mark={day.mark}
        data-today={isToday(day, noted) || undefined}
        data-off={!day.working || undefined}
        title={day.why}
      >
        <VisuallyHidden>{formatDayLong(day.date)}. </VisuallyHidden>
        <span className={classes.number} data-long={number.includes("/") || undefined} aria-hidden>
          {number}
        </span>
        <span className={classes.note}>{note}</span>
      </div>
    </td>
  );
}

/** dateOf names the month on the first day counted and on the first of a month, as people write it: 24/4, 25, 1/5. */
function dateOf(day: string, first: string): string {
  const [, month = "", date = ""] = day.split("-");
  return day === first || date === "01" ? `${Number(date)}/${Number(month)}` : String(Number(date));
}
