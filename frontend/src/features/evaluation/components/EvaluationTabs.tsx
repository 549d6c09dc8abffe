import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, useMatch } from "react-router";
import { useMe } from "@/shared/api/session";
import type { Unit } from "@/shared/api/types";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { t } from "@/shared/i18n";
import { decidedNext, isMonth } from "../model/period";
import classes from "./Frame.module.css";

/** useScoredUnits returns the units whose tables I may read: the server says which are at the top. */
export function useScoredUnits(): Unit[] {
  const { scores } = useMe().reach;
  const units = useQuery({ ...unitsQuery(), enabled: scores.length > 0 }).data?.items ?? [];
  return unitsUnder(units, scores);
}

/** EvaluationTabs leads from one's own score to the table of a unit, for those who may read one, and to how all is computed. */
export function EvaluationTabs({ period }: { period: string }) {
  const me = useMe();
  const unit = me.reach.scores[0];
  // Who closes periods follows the whole agency first.
  const whole = me.can.closePeriods || me.can.confirmPeriods ? me.reach.scores.at(-1) : unit;
  // Another unit's table is still the same view.
  const atTable = useMatch("/evaluation/units/:unit") !== null;
  const atSteps = useMatch("/evaluation/units/:unit/steps") !== null;
  const atRating = useMatch("/evaluation/units/:unit/rating") !== null;
  return (
    <nav className={classes.tabs} aria-label={t("evaluation.views")}>
      <NavLink to={`/evaluation?period=${period}`} end className={classes.tab}>
        {t("evaluation.view.mine")}
      </NavLink>
      {unit !== undefined && (
        <Link
          to={`/evaluation/units/${unit}?period=${period}`}
          className={classes.tab}
          aria-current={atTable ? "page" : undefined}
        >
          {me.can.score ? t("evaluation.view.unit") : t("evaluation.view.table")}
        </Link>
      )}
      {unit !== undefined && (
        <Link
          to={`/evaluation/units/${whole}/steps?period=${period}`}
          className={classes.tab}
          aria-current={atSteps ? "page" : undefined}
        >
          {t("evaluation.view.steps")}
        </Link>
      )}
      {unit !== undefined && (
        <Link
          to={`/evaluation/units/${unit}/rating?period=${isMonth(period) ? decidedNext(period) : period}`}
          className={classes.tab}
          aria-current={atRating ? "page" : undefined}
        >
          {t("evaluation.view.rating")}
        </Link>
      )}
      <NavLink to={`/evaluation/petitions?period=${period}`} className={classes.tab}>
        {t("evaluation.view.petitions")}
      </NavLink>
      <NavLink to={`/evaluation/rules?period=${period}`} className={classes.tab}>
        {t("evaluation.view.rules")}
      </NavLink>
      {(me.can.closePeriods || me.can.confirmPeriods) && (
        <NavLink to="/evaluation/settings" className={classes.tab}>
          {t("evaluation.view.settings")}
        </NavLink>
      )}
    </nav>
  );
}
