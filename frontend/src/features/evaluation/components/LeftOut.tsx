import { Link } from "react-router";
import type { Score } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "./Tree.module.css";

/** LeftOut tells which work one may look for in the month and where it counts instead; nothing where there is none. */
export function LeftOut({ left }: { left: Score["left"] }) {
  if (left.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t("evaluation.left")}>
      <SectionTitle large title={t("evaluation.left")} />
      <ul className={classes.left}>
        {left.map(({ task, code, title, why, period, dueOn }) => (
          <li key={`${task} ${period}`}>
            <Link to={`/tasks/${task}`}>{title}</Link> <span>{code}</span>
            <br />
            {t(`evaluation.left.${why}`, {
              month: monthOf(period),
              due: dueOn === undefined ? t("timeliness.none") : formatDay(dueOn),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** monthOf writes a period as people say it: "12/2026". */
function monthOf(period: string): string {
  return `${period.slice(5)}/${period.slice(0, 4)}`;
}
