import { IconCalendarCheck, IconCalendarClock } from "@tabler/icons-react";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import type { Changed } from "../api";
import classes from "./Calendar.module.css";

/** Props of Outcome; listed: each day is named with what becomes of it, for they come from a file. */
interface Props {
  changed: Changed;
  listed: boolean;
}

/** Outcome says, before anything is decided, which deadlines would move, and of a file what it would change. */
export function Outcome({ changed: { days, moves }, listed }: Props) {
  const news = days.filter(({ outcome }) => outcome !== "same");
  return (
    <div aria-live="polite">
      {listed && (
        <>
          <p>{t("calendar.file.rows", { n: days.length, new: news.length })}</p>
          <ul className={classes.outcomes}>
            {news.map(({ date, name, outcome }) => (
              <li key={date}>
                <span>{formatDay(date)}</span> {name} <em>{t(`calendar.outcome.${outcome}`)}</em>
              </li>
            ))}
          </ul>
        </>
      )}
      {news.length === 0 ? (
        <Note icon={IconCalendarCheck}>{t("calendar.same")}</Note>
      ) : (
        <Note icon={IconCalendarClock}>
          {moves.deadlines === 0
            ? t("calendar.moves.none")
            : t("calendar.moves", { n: moves.deadlines, people: moves.people })}
        </Note>
      )}
    </div>
  );
}
