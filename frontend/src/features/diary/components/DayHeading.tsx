import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { addDays, formatDay, formatDayTitle } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Day.module.css";

/** Props of DayHeading; to gives the address of a day. */
interface Props {
  date: string;
  today: string;
  to: (date: string) => string;
  /** Stands under the date: whose diary it is. */
  by?: ReactNode;
  children?: ReactNode;
}

/** DayHeading names the day, with the day before, the day after and the way back to today. */
export function DayHeading({ date, today, to, by, children }: Props) {
  const before = addDays(date, -1);
  const after = addDays(date, 1);
  return (
    <header className={classes.heading}>
      <div>
        <h2 className={classes.date}>{formatDayTitle(date)}</h2>
        {by}
      </div>
      <div className={classes.steps}>
        <ActionIcon component={Link} to={to(before)} aria-label={t("diary.day.before", { date: formatDay(before) })}>
          <IconChevronLeft size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
        <ActionIcon component={Link} to={to(after)} aria-label={t("diary.day.after", { date: formatDay(after) })}>
          <IconChevronRight size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
        {date !== today && (
          <Button variant="default" size="xs" component={Link} to={to(today)}>
            {t("diary.today")}
          </Button>
        )}
      </div>
      {children}
    </header>
  );
}
