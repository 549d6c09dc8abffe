import { Progress } from "@mantine/core";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { compare, formatExact } from "../model/decimal";
import { faultyLines, isFull, lost, lowestRatio, ratios } from "../model/score";
import classes from "./Aside.module.css";
import { articleOf, settingText } from "./formulas";
import { PartsAside } from "./PartsAside";
import { TrendChart } from "./TrendChart";

/** ScoreAside is the right column: the three ratios, which one pulls down and why, the months of the year, the rules. */
export function ScoreAside({ score }: { score: Score }) {
  const has = score.trend.some(({ total }) => total !== undefined);
  return (
    <>
      <PartsAside score={score} />
      {score.a !== undefined && (
        <section className={classes.part}>
          <SectionTitle large title={t("evaluation.ratios")} />
          {ratios.map((ratio) => (
            <div key={ratio} className={classes.ratio}>
              <div className={classes.line}>
                <span>
                  <span className={classes.letter}>{ratio}</span> {t(`evaluation.ratio.${ratio}`)}
                </span>
                <strong>{formatDecimal(score[ratio] ?? "0")}</strong>
              </div>
              <Progress
                size={6}
                value={Number(score[ratio])}
                color="var(--cv-accent-fill)"
                aria-label={t(`evaluation.ratio.${ratio}`)}
              />
            </div>
          ))}
          <Lowest score={score} />
        </section>
      )}
      {has && (
        <section className={classes.part}>
          <SectionTitle large title={t("evaluation.year", { year: score.period.slice(0, 4) })} />
          <TrendChart trend={score.trend} bands={score.bands} />
        </section>
      )}
      {score.policy !== undefined && <Rules score={score} />}
    </>
  );
}

/** Rules names the law and the clause of the grade, and what of the computation the agency has set itself. */
function Rules({ score }: { score: Score }) {
  const clause = score.gradeBasis;
  const own = score.settings.filter(({ mark }) => mark !== "C");
  return (
    <section className={classes.part}>
      <p className={classes.rules}>
        {t("evaluation.policy", { law: articleOf(score, "scale").law, version: score.policy?.split("@")[1] ?? "1" })}{" "}
        {clause !== undefined && t("evaluation.clause", { clause })}
      </p>
      {own.length > 0 && (
        <>
          <SectionTitle title={t("evaluation.settings")} />
          <ul className={classes.settings}>
            {own.map((setting) => (
              <li key={setting.key}>
                {settingText(setting).name}: <strong>{settingText(setting).value}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Lowest says which ratio pulls the score down and what that costs; nothing where no single one does. */
function Lowest({ score }: { score: Score }) {
  const ratio = lowestRatio(score);
  if (ratio === undefined) {
    return isFull(score) ? <p className={classes.quiet}>{t("evaluation.lowest.none")}</p> : null;
  }
  const missing = lost(score.sums, ratio);
  if (compare(missing, "0") === 0) return null;
  return (
    <p className={classes.quiet}>
      {t(`evaluation.lowest.${ratio}`, { n: faultyLines(score.lines, ratio).length, lost: formatExact(missing) })}
    </p>
  );
}
