import type { Score, UnitScores } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { type Format, PaperButton } from "@/shared/ui/PaperButton";

const toSign: readonly Format[] = ["pdf", "docx"];

/** ScorePapers are the papers of a person's score: Form 01 of the period on the screen, and the case file of its year. */
export function ScorePapers({ score: { person, period } }: { score: Score }) {
  const of = `/evaluations/people/${person.id}`;
  const year = period.slice(0, 4);
  return (
    <PaperButton
      papers={[
        { name: t("evaluation.paper.form01"), path: `${of}/form`, query: { period }, formats: toSign },
        { name: t("evaluation.paper.case", { year }), path: `${of}/case`, query: { year }, formats: ["zip"] },
      ]}
    />
  );
}

/** UnitPapers are the papers of a unit's table; a notice only once there are results to make known. */
export function UnitPapers({ table: { unit, period, periodState } }: { table: UnitScores }) {
  const paper = (kind: "summary" | "minutes" | "notice", formats: readonly Format[]) => ({
    name: t(`evaluation.paper.${kind}`),
    path: `/evaluations/units/${unit.id}/${kind}`,
    query: { period },
    formats,
  });
  const papers = [paper("summary", [...toSign, "xlsx"]), paper("minutes", toSign)];
  if (periodState === "closed") papers.push(paper("notice", toSign));
  return <PaperButton papers={papers} />;
}
