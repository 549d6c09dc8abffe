import type { Score, UnitScores } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { type Format, PaperButton } from "@/shared/ui/PaperButton";

const toSign: readonly Format[] = ["pdf", "docx"];

/** ScorePapers are the papers of a person's score: Form 01 of the period on the screen. */
export function ScorePapers({ score: { person, period } }: { score: Score }) {
  const path = `/evaluations/people/${person.id}/form`;
  return <PaperButton papers={[{ name: t("evaluation.paper.form01"), path, query: { period }, formats: toSign }]} />;
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
