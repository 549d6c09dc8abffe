import type { UnitScores } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { gradeShort } from "./GradeBars";
import classes from "./Unit.module.css";

/** Distribution shows how many people stand at each grade, and how many have none yet. */
export function Distribution({ table }: { table: UnitScores }) {
  const graded = table.distribution.filter(({ n }) => n > 0);
  const without = table.rows.filter(({ grade }) => grade === undefined).length;
  return (
    <ul className={classes.distribution} aria-label={t("evaluation.distribution")}>
      {graded.map(({ grade, n }) => (
        <li key={grade} style={{ flexGrow: n }}>
          <span className={classes.share} data-grade={grade} />
          <strong>{n}</strong> {gradeShort(grade)}
        </li>
      ))}
      {without > 0 && (
        <li style={{ flexGrow: without }}>
          <span className={classes.share} />
          <strong>{without}</strong> {t("evaluation.distribution.none")}
        </li>
      )}
    </ul>
  );
}
