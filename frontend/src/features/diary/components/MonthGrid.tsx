import { VisuallyHidden } from "@mantine/core";
import { IconArrowBackUp, IconBeach, IconBriefcase, IconSend } from "@tabler/icons-react";
import { Link } from "react-router";
import type { DiaryStripDay } from "@/shared/api/types";
import { addDays, formatDayLong, weekdayShort } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { emptyCells, toneOf } from "../model/month";
import classes from "./Month.module.css";

/** Props of MonthGrid; chosen is the day that is open beside it. */
interface Props {
  month: string;
  days: DiaryStripDay[];
  chosen: string;
  today: string;
}

const monday = "2026-06-01";

/** MonthGrid shows a month: the deeper the indigo the more hours, days off hatched and named, each day a way to it. */
export function MonthGrid({ month, days, chosen, today }: Props) {
  return (
    <>
      <div className={classes.grid}>
        {Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => (
          <span key={day} className={classes.weekday} aria-hidden>
            {weekdayShort(day)}
          </span>
        ))}
        {days.map((day, i) => (
          <MonthDay
            key={day.date}
            day={day}
            chosen={chosen}
            today={today}
            column={i === 0 ? emptyCells(month) + 1 : undefined}
          />
        ))}
      </div>
      <div className={classes.legend} aria-hidden>
        <span>{t("diary.legend.few")}</span>
        {[1, 2, 3, 4].map((tone) => (
          <span key={tone} className={classes.swatch} data-tone={tone} />
        ))}
        <span>{t("diary.legend.many")}</span>
        <span className={classes.legendOff}>
          <span className={`${classes.swatch} cv-hatched`} /> {t("diary.legend.off")}
        </span>
      </div>
    </>
  );
}

/** Props of MonthDay. */
interface DayProps {
  day: DiaryStripDay;
  chosen: string;
  today: string;
  column?: number;
}

/** MonthDay is one day as a link, its story in its accessible name. */
export function MonthDay({ day, chosen, today, column }: DayProps) {
  const tone = toneOf(day);
  const off = !day.working && tone === 0;
  return (
    <Link
      to={`/diary/${day.date}`}
      className={off ? `${classes.day} cv-hatched` : classes.day}
      style={{ gridColumnStart: column }}
      data-tone={tone}
      data-off={off || undefined}
      data-today={day.date === today || undefined}
      aria-current={day.date === chosen ? "date" : undefined}
      title={dayStory(day)}
    >
      <span>{Number(day.date.slice(8))}</span>
      <VisuallyHidden> {dayStory(day)}</VisuallyHidden>
      {day.state === "submitted" && <IconSend size={12} stroke={1.8} aria-hidden />}
      {day.state === "returned" && <IconArrowBackUp size={12} stroke={1.8} aria-hidden />}
      {tone === 0 && day.away === "off" && <IconBeach size={13} stroke={1.6} aria-hidden />}
      {tone === 0 && day.away === "field" && <IconBriefcase size={13} stroke={1.6} aria-hidden />}
      {day.missing && <span className={classes.missing} aria-hidden />}
    </Link>
  );
}

/** dayStory says in one line what became of a day. */
export function dayStory(day: DiaryStripDay): string {
  const parts = [
    formatDayLong(day.date),
    !day.working && (day.why ?? t("strip.off")),
    day.entries > 0 && t("diary.lines.n", { n: day.entries }),
    day.minutes > 0 && formatMinutes(day.minutes),
    day.missing && t("diary.count.missing"),
    day.away !== undefined && t(`diary.away.${day.away}`),
    day.state !== undefined && !day.missing && !day.future && t(`diary.state.word.${day.state}`),
  ];
  return parts.filter(Boolean).join(", ");
}
