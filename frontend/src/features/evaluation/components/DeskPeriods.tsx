import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { periodsQuery } from "../queries";
import classes from "./DeskPeriods.module.css";

/** DeskPeriods is which months have ended and are not closed yet, the oldest first: they close in that order. */
export function DeskPeriods({ today }: { today: string }) {
  const me = useMe();
  const due = (useQuery(periodsQuery()).data?.items ?? [])
    .filter(({ state, to }) => state !== "closed" && to < today)
    .sort((a, b) => a.period.localeCompare(b.period));
  if (due.length === 0) return null;
  const unit = me.reach.scores[0] ?? me.unit.id;
  return (
    <section className={classes.desk} aria-labelledby="desk-periods">
      <SectionTitle id="desk-periods" title={t("evaluation.desk")} count={due.length} />
      <ul className={classes.list}>
        {due.map(({ period, state, progress }) => (
          <li key={period}>
            <Anchor component={Link} to={`/evaluation/units/${unit}?period=${period}`} inherit>
              {t("evaluation.desk.month", { month: `${period.slice(5)}/${period.slice(0, 4)}` })}
            </Anchor>
            <span className={classes.state}>
              {state === "closing" && progress !== undefined && progress.total > 0
                ? t("evaluation.desk.closing", { done: progress.done, total: progress.total })
                : t(state === "closing" ? "evaluation.desk.begun" : "evaluation.desk.open")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
