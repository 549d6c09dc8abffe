import type { Score } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { PaperButton } from "@/shared/ui/PaperButton";

/** ScorePapers are the papers of a person's score: Form 01 of the period on the screen. */
export function ScorePapers({ score: { person, period } }: { score: Score }) {
  const form = {
    name: t("evaluation.paper.form01"),
    path: `/evaluations/people/${person.id}/form`,
    query: { period },
    formats: ["pdf", "docx"] as const,
  };
  return <PaperButton papers={[form]} />;
}
