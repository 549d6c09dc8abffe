import type { DiaryStripDay } from "@/shared/api/types";
import { formatDayShort, weekdayShort } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { dayWord } from "../model/dayWord";
import classes from "./Month.module.css";

/** MonthPrint is the month on paper, where colour says nothing: day by day its state, lines and time. */
export function MonthPrint({ days }: { days: DiaryStripDay[] }) {
  return (
    <div className="cv-printonly" aria-hidden>
      <table className={classes.paper}>
        <thead>
          <tr>
            {(["day", "state", "lines", "minutes"] as const).map((name) => (
              <th key={name} scope="col">
                {t(`diary.print.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .filter((day) => !day.future)
            .map((day) => (
              <tr key={day.date}>
                <td>
                  {weekdayShort(day.date)}, {formatDayShort(day.date)}
                </td>
                <td>{dayWord(day)}</td>
                <td>{day.entries > 0 && day.entries}</td>
                <td>{day.minutes > 0 && formatMinutes(day.minutes)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
