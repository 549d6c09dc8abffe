import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { myScoreQuery } from "@/features/evaluation/queries";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { Ring } from "@/shared/ui/Ring";
import classes from "./Desk.module.css";

/** DeskScore is one's own provisional score of the month as a ring, with the way to its reasons. */
export function DeskScore({ period }: { period: string }) {
  const score = useQuery(myScoreQuery(period)).data;
  if (score === undefined) return null;
  const shown = shownOf(score);

  return (
    <section className={`${classes.part} ${classes.score}`}>
      {shown !== undefined && (
        <Ring
          label={t("desk.score.ring", { total: formatDecimal(shown) })}
          sections={[
            { value: Number(score.task ?? 0), color: "var(--cv-accent-fill)" },
            { value: Number(score.general ?? 0), color: "var(--cv-accent-light)" },
          ]}
        >
          {formatDecimal(shown)}
        </Ring>
      )}
      <div className={classes.scoreText}>
        <h2>{t("desk.score", { month: Number(period.slice(5)) })}</h2>
        <p>{meaningOf(score)}</p>
        <Anchor className="cv-noprint" component={Link} to={`/evaluation?period=${period}`} fz="inherit" fw={500}>
          {shown !== undefined ? t("desk.score.why") : t("desk.score.open")}
        </Anchor>
      </div>
    </section>
  );
}

/** shownOf is the figure in the ring: the total, or while the general points are still to come the task points alone. */
function shownOf(score: Score): string | undefined {
  if (score.status === "scored") return score.total;
  return score.reasons.includes("general_missing") ? score.task : undefined;
}

function meaningOf(score: Score): string {
  if (score.grade !== undefined) return t("desk.score.grade", { grade: t(`grade.${score.grade}`) });
  const [from, to] = score.totalRange ?? [];
  if (shownOf(score) !== undefined && from !== undefined && to !== undefined) {
    return t("desk.score.range", { from: formatDecimal(from), to: formatDecimal(to) });
  }
  return score.status === "scored" ? "" : t(`desk.score.${score.status}`);
}
