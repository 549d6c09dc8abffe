import { RingProgress } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import { formatPlain } from "../model/decimal";
import { exactly, generalMax, standingOf, taskPoints } from "../model/score";
import { BandBar } from "./BandBar";
import { gradeName } from "./GradeBars";
import { reasonSentences } from "./reasons";
import classes from "./ScoreHead.module.css";

/** ScoreHead is the score at a glance: ring, grade, what is missing to the next one, or why there is none yet. */
export function ScoreHead({ score }: { score: Score }) {
  const task = taskPoints(score);
  const max = generalMax(score.generalGroups);
  return (
    <section className={classes.head}>
      {task !== undefined && <Ring score={score} task={task} />}
      <div className={classes.text}>
        <Words score={score} />
        {score.total !== undefined && <BandBar bands={score.bands} total={score.total} grade={score.grade} />}
        {task !== undefined && (
          <p className={classes.legend}>
            <span>
              <span className={classes.swatch} data-part="task" aria-hidden /> {t("evaluation.task")}{" "}
              <strong>{formatDecimal(task)}</strong> {t("evaluation.outOf", { max: formatPlain(taskMax(max)) })}
            </span>
            <span>
              <span className={classes.swatch} data-part="general" aria-hidden /> {t("evaluation.general")}{" "}
              <strong>{score.general === undefined ? t("evaluation.none") : formatDecimal(score.general)}</strong>{" "}
              {t("evaluation.outOf", { max: formatPlain(max) })}
            </span>
          </p>
        )}
      </div>
    </section>
  );
}

/** taskMax is what is left of 100 for results. */
function taskMax(max: string): string {
  return String(100 - Number(max));
}

/** Words names the grade, the one decided where that is another than the points give, and the way to the next one, or says in plain sentences why there is none. */
export function Words({ score }: { score: Score }) {
  const standing = standingOf(score);
  const decided = score.decision?.grade;
  if (decided !== undefined && score.grade !== undefined && decided !== score.grade) {
    return (
      <>
        <h2 className={classes.grade}>{gradeName(decided)}</h2>
        <p className={classes.sentence}>{t("evaluation.decidedOver", { grade: gradeName(score.grade) })}</p>
      </>
    );
  }
  if (score.grade !== undefined && standing !== undefined) {
    const { band, next } = standing;
    return (
      <>
        <h2 className={classes.grade}>{gradeName(score.grade)}</h2>
        <p className={classes.sentence}>
          {standing.overridden
            ? t(score.gates.length > 0 ? "evaluation.gated" : "evaluation.overridden")
            : t(next === undefined ? "evaluation.band.top" : "evaluation.band", {
                from: formatPlain(band.from),
                to: formatPlain(band.to),
              })}{" "}
          {next !== undefined &&
            t(next.missing === "0" ? "evaluation.missing.rounded" : "evaluation.missing", {
              exact: formatPlain(exactly(score.totalExact ?? "0")),
              missing: formatDecimal(next.missing),
              from: formatPlain(next.from),
              grade: gradeName(next.grade),
            })}
        </p>
      </>
    );
  }
  return (
    <>
      <h2 className={classes.grade}>
        {score.grade === undefined ? t(`evaluation.status.${score.status}`) : gradeName(score.grade)}
      </h2>
      {score.grade !== undefined && <p className={classes.sentence}>{t("evaluation.overridden")}</p>}
      {reasonSentences(score).map((sentence) => (
        <p key={sentence} className={classes.sentence}>
          {sentence}
        </p>
      ))}
      {score.leader && score.status === "needs_decision" && <Note icon={IconInfoCircle}>{t("evaluation.leader")}</Note>}
    </>
  );
}

/** Ring draws the points on the scale of 100: results in indigo, general criteria in light indigo. */
function Ring({ score, task }: { score: Score; task: string }) {
  const { total, general, totalRange } = score;
  const label =
    total !== undefined
      ? formatDecimal(total)
      : totalRange === undefined
        ? formatDecimal(task)
        : t("evaluation.range", { from: formatDecimal(totalRange[0]), to: formatDecimal(totalRange[1]) });
  return (
    <RingProgress
      className={classes.ring}
      size={148}
      thickness={total === undefined ? 10 : 12}
      rootColor="var(--cv-line)"
      sections={[
        { value: Number(task), color: "var(--cv-accent-fill)" },
        { value: Number(general ?? 0), color: "var(--cv-accent-light)" },
      ]}
      label={
        <div className={total === undefined ? classes.rangeFigure : classes.figure}>
          {label}
          <span className={classes.outOf}>
            {total === undefined ? t("evaluation.ring.open") : t("evaluation.ring")}
          </span>
        </div>
      }
    />
  );
}
