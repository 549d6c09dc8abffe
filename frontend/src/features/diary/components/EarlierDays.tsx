import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { waitingQuery } from "@/features/desk/queries";
import { formatDayShort, weekdayName } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import classes from "./Team.module.css";

/** EarlierDays says that diaries of days before the one shown still wait for me, and leads to them. */
export function EarlierDays({ before }: { before: string }) {
  const waiting = useQuery(waitingQuery()).data?.diaries ?? [];
  const earlier = waiting.filter((row) => row.date < before && row.acts.includes("confirm")).map(({ date }) => date);
  const latest = earlier.toSorted().at(-1);
  if (latest === undefined) return null;
  return (
    <div className={classes.earlier}>
      <Note icon={IconInfoCircle}>
        {t("diary.team.earlier", { n: earlier.length })}{" "}
        <Link to={`/diary/team?date=${latest}`}>
          {t("diary.team.earlier.day", { day: `${weekdayName(latest)}, ${formatDayShort(latest)}` })}
        </Link>{" "}
        · <Link to="/waiting">{t("diary.team.earlier.all")}</Link>
      </Note>
    </div>
  );
}
