import { Link } from "react-router";
import type { DiaryEntry, DiaryPeriodDay } from "@/shared/api/types";
import { formatDayShort, weekdayShort } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { dayWord } from "../model/dayWord";
import { minutesOf } from "../model/time";
import classes from "./Week.module.css";

/** Props of WeekGrid; to gives the address of a day. */
interface Props {
  days: DiaryPeriodDay[];
  today: string;
  to: (date: string) => string;
}

/** WeekGrid is the days of a week beside each other, each with its lines; on a phone under each other. */
export function WeekGrid({ days, today, to }: Props) {
  return (
    <div className={classes.grid}>
      {days.map((day) => (
        <section
          key={day.date}
          className={day.working || day.entries > 0 ? classes.day : `${classes.day} cv-hatched`}
          aria-label={`${weekdayShort(day.date)}, ${formatDayShort(day.date)}`}
        >
          <h3 className={classes.head} data-today={day.date === today || undefined}>
            <Link to={to(day.date)} className={classes.date}>
              {weekdayShort(day.date)}, {formatDayShort(day.date)}
            </Link>
            {day.minutes > 0 && <span className={classes.sum}>{formatMinutes(day.minutes)}</span>}
          </h3>
          <p className={classes.word}>{dayWord(day)}</p>
          <ul className={classes.lines}>
            {day.lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Line({ line }: { line: DiaryEntry }) {
  const minutes = minutesOf(line);
  const time = line.from === undefined ? minutes > 0 && formatMinutes(minutes) : `${line.from}–${line.to}`;
  return (
    <li className={classes.line}>
      <span className={classes.text}>{line.text}</span>
      <span className={classes.second}>
        {[time, line.task?.code, line.unplanned && t("diary.unplanned.short"), line.late && t("diary.late")]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </li>
  );
}
