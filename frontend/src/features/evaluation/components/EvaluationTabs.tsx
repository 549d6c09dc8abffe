import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, useMatch } from "react-router";
import { unitsUnder } from "@/features/diary/model/units";
import { unitsQuery } from "@/features/task/lookups";
import { useMe } from "@/shared/api/session";
import type { Me, Role, Unit } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./Frame.module.css";

const scoring: readonly Role[] = ["head", "deputy", "hr"];

/** scoredUnit is the unit whose table a person opens first; undefined for those who read no table. */
export function scoredUnit(me: Me): string | undefined {
  const posts = me.appointments.toSorted((a, b) => Number(b.primary) - Number(a.primary));
  return posts.find(({ role }) => scoring.includes(role))?.unit.id;
}

/** useScoredUnits returns the units whose tables I may read: those of my posts and all below them. */
export function useScoredUnits(): Unit[] {
  const me = useMe();
  const units = useQuery({ ...unitsQuery(), enabled: scoredUnit(me) !== undefined }).data?.items ?? [];
  const tops = me.appointments.filter(({ role }) => scoring.includes(role)).map(({ unit }) => unit.id);
  return unitsUnder(units, tops);
}

/** EvaluationTabs leads from one's own score to the table of a unit; nothing for those who have only their own. */
export function EvaluationTabs({ period }: { period: string }) {
  const me = useMe();
  const unit = scoredUnit(me);
  // Another unit's table is still the same view.
  const atTable = useMatch("/evaluation/units/:unit") !== null;
  if (unit === undefined) return null;
  return (
    <nav className={classes.tabs} aria-label={t("evaluation.views")}>
      <NavLink to={`/evaluation?period=${period}`} end className={classes.tab}>
        {t("evaluation.view.mine")}
      </NavLink>
      <Link
        to={`/evaluation/units/${unit}?period=${period}`}
        className={classes.tab}
        aria-current={atTable ? "page" : undefined}
      >
        {me.can.score ? t("evaluation.view.unit") : t("evaluation.view.table")}
      </Link>
    </nav>
  );
}
