import type { Score } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { isMonth, type Part, partName } from "../model/period";

/** whySentence says how a part was made, or why it is left out; "" where there is nothing to say. */
export function whySentence(part: Part, score: Pick<Score, "parts" | "settings">): string {
  if (part.why === "leave") return t("evaluation.why.leave", { paper: part.paper ?? t("evaluation.none") });
  if (part.why !== undefined) return t(`evaluation.why.${part.why}`);
  const words: string[] = [];
  if (part.state !== "closed") words.push(t("evaluation.why.provisional"));
  if (!isMonth(part.period)) {
    const months = score.parts.filter(({ within }) => within === part.period);
    const out = months.filter(({ why }) => why !== undefined).map(({ period }) => partName(period));
    const n = months.length - out.length;
    const way = score.settings.find(({ key }) => key === "quarter")?.value === "mean_of_months" ? "mean" : "sums";
    words.push(t(`evaluation.why.${way}`, { n }));
    if (out.length > 0) words.push(t("evaluation.why.outOf", { months: out.join(", ") }));
  }
  if (part.total === undefined && part.status !== undefined) words.push(t("evaluation.why.missing"));
  if (part.rev !== undefined && part.rev > 1) words.push(t("evaluation.why.rev", { n: part.rev }));
  const now = score.parts.findLast(({ unit }) => unit !== undefined)?.unit;
  if (isMonth(part.period) && part.unit !== undefined && now !== undefined && part.unit.id !== now.id) {
    words.push(t("evaluation.why.unit", { unit: part.unit.shortName }));
  }
  return words.join(" ");
}
