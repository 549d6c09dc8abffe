import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t, tx } from "@/shared/i18n";

/** reasonSentences says in plain sentences why there is no total yet, and within what range it will be. */
export function reasonSentences(score: Pick<Score, "reasons" | "totalRange">): string[] {
  const sentences = score.reasons.map((reason) => tx(`evaluation.reason.${reason}`, "evaluation.reason.unknown"));
  const [from, to] = score.totalRange ?? [];
  if (from !== undefined && to !== undefined) {
    sentences.push(t("evaluation.range.waiting", { from: formatDecimal(from), to: formatDecimal(to) }));
  }
  return sentences;
}

/** shortReason says in a few words why a row of a table has no total. */
export function shortReason(score: Pick<Score, "reasons" | "status">): string {
  return tx(`evaluation.short.${score.reasons[0] ?? score.status}`, "evaluation.short.needs_decision");
}
