import "@mantine/dates/styles.css";
import "dayjs/locale/vi";
import { Calendar } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import { monthDaysQuery } from "../api/daysOff";
import { useToday } from "../api/today";
import type { CalendarDay } from "../api/types";
import { addDays, formatDayLong, formatDayShort } from "../format/date";
import { language, t } from "../i18n";
import classes from "./DayCalendar.module.css";

/** Props of DayCalendar; days are "YYYY-MM-DD", none after max can be chosen. */
interface Props {
  /** Any day of the month that is shown. */
  month: string | undefined;
  onMonth: (day: string) => void;
  value: string | undefined;
  onChoose: (day: string) => void;
  max?: string;
  /** The focus stays where it is, in the field that the calendar belongs to. */
  keepsFocus?: boolean;
}

/**
 * DayCalendar is the month that every choice of a day opens: it begins on Monday, days off are hatched, today stands in a
 * frame, and holidays are named below.
 */
export function DayCalendar({ month, onMonth, value, onChoose, max, keepsFocus = false }: Props) {
  const today = useToday()?.date;
  const shown = month ?? today;
  const known = useQuery(monthDaysQuery(shown)).data?.items ?? [];
  const days = new Map(known.map((day) => [day.date, day]));
  const named = namedDays(known);
  return (
    <>
      <Calendar
        date={shown}
        onDateChange={onMonth}
        maxDate={max}
        getDayProps={(date) => {
          const day = days.get(date);
          return {
            selected: date === value,
            "data-here": date === today || undefined,
            "data-off": day?.working === false || undefined,
            className: day?.working === false ? `${classes.day} cv-hatched` : classes.day,
            title: day?.name,
            "aria-label": [formatDayLong(date), day?.name ?? (day?.working === false && t("strip.off"))]
              .filter(Boolean)
              .join(", "),
            onClick: () => onChoose(date),
          };
        }}
        __preventFocus={keepsFocus}
        locale={language()}
        firstDayOfWeek={1}
        hideOutsideDates
        // Which days are off, weekends too, is the server's to know.
        weekendDays={[]}
        previousLabel={t("calendar.previous")}
        nextLabel={t("calendar.next")}
      />
      {named.length > 0 && (
        <ul className={classes.named}>
          {named.map(({ from, to, name }) => (
            <li key={from}>
              {from === to ? formatDayShort(from) : `${formatDayShort(from)}–${formatDayShort(to)}`}: {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Days that follow each other under one name. */
interface NamedDays {
  from: string;
  to: string;
  name: string;
}

/** namedDays are the days of a month that have a name (lễ, Tết, nghỉ bù, làm bù), those that follow each other as one. */
export function namedDays(days: CalendarDay[]): NamedDays[] {
  const out: NamedDays[] = [];
  for (const { date, name } of days) {
    if (name === undefined) continue;
    const last = out.at(-1);
    if (last !== undefined && last.name === name && addDays(last.to, 1) === date) last.to = date;
    else out.push({ from: date, to: date, name });
  }
  return out;
}
