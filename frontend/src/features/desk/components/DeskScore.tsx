import { Anchor, RingProgress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { myScoreQuery } from "@/features/evaluation/queries";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import classes from "./Desk.module.css";

/** DeskScore is one's own provisional score of the month as a ring, with the way to its reasons. */
export function DeskScore({ period }: { period: string }) {
  const score = useQuery(myScoreQuery(period)).data;
  if (score === undefined) return null;
  const task = Number(score.task ?? 0);
  const general = Number(score.general ?? 0);
  const shown = score.total ?? score.task;

  return (
    <section className={`${classes.part} ${classes.score}`}>
      {score.status === "scored" && shown !== undefined && (
        <RingProgress
          size={76}
          thickness={7}
          roundCaps
          rootColor="var(--cv-line)"
          sections={[
            { value: task, color: "var(--cv-accent-fill)" },
            { value: general, color: "var(--cv-accent-light)" },
          ]}
          label={
            <div className={classes.figure} title={t("desk.score.ring", { total: formatDecimal(shown) })}>
              {formatDecimal(shown)}
            </div>
          }
        />
      )}
      <div className={classes.scoreText}>
        <h2>{t("desk.score", { month: Number(period.slice(5)) })}</h2>
        <p>{meaningOf(score)}</p>
        <Anchor component={Link} to={`/evaluation?period=${period}`} fz="inherit" fw={500}>
          {score.status === "scored" ? t("desk.score.why") : t("desk.score.open")}
        </Anchor>
      </div>
    </section>
  );
}

function meaningOf(score: Score): string {
  if (score.status !== "scored") return t(`desk.score.${score.status}`);
  if (score.grade !== undefined) return t("desk.score.grade", { grade: t(`grade.${score.grade}`) });
  const [from = "0", to = from] = score.totalRange ?? [score.task ?? "0"];
  return t("desk.score.range", { from: formatDecimal(from), to: formatDecimal(to) });
}
