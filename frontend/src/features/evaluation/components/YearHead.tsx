import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { counted } from "../model/period";
import { BandBar } from "./BandBar";
import classes from "./Parts.module.css";
import { Words } from "./ScoreHead";

/** YearHead is a year at a glance: the mean of the quarters worked as a formula, the grade with its clause. */
export function YearHead({ score }: { score: Score }) {
  const quarters = counted(score.parts).filter(({ total }) => total !== undefined);
  return (
    <section className={classes.head}>
      {score.total !== undefined && (
        <div className={classes.figure}>
          {formatDecimal(score.total)}
          <span className={classes.outOf}>{t("evaluation.ring")}</span>
        </div>
      )}
      <div className={classes.text}>
        <Words score={score} />
        {score.total !== undefined && quarters.length > 0 && (
          <p className={classes.sentence}>
            {t("evaluation.year.formula", {
              n: quarters.length,
              sum: quarters.map(({ total = "0" }) => formatDecimal(total)).join(" + "),
              total: formatDecimal(score.total),
            })}{" "}
            {score.settings.some(({ key, value }) => key === "year" && value === "quarter_count") &&
              t("evaluation.year.counted")}
          </p>
        )}
        {score.gradeBasis !== undefined && (
          <p className={classes.sentence}>{t("evaluation.clause", { clause: score.gradeBasis })}</p>
        )}
        {score.total !== undefined && <BandBar bands={score.bands} total={score.total} grade={score.grade} />}
      </div>
    </section>
  );
}
