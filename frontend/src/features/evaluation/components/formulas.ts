import type { Score, ScoreLine } from "@/shared/api/types";
import { dayOf, formatDay } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t, tx } from "@/shared/i18n";
import { compare, formatExact, formatPlain, multiply, subtract } from "../model/decimal";
import { isMonth } from "../model/period";
import { countedOf, deductionOf, isCapped, type Ratio, ratioParts } from "../model/score";

/** A step of the computation that an article of the law stands for. */
export type LawPart = "scale" | "general" | "formula" | "ratios" | "leadership";

/** articleOf names the article of a step under the policy of a score; a policy not known here is the agency's own. */
export function articleOf({ policy = "" }: Pick<Score, "policy">, part: LawPart): { text: string; law: string } {
  const id = policy.split("@")[0];
  return {
    text: tx(`evaluation.article.${id}.${part}`, "evaluation.article.none"),
    law: tx(`evaluation.law.${id}`, "evaluation.law.none"),
  };
}

/** taskFormula writes how the ratios become points: "0,70 × (90,00 + 85,00 + 75,00) ÷ 3". */
export function taskFormula(score: Score, generalMax: string): string | undefined {
  const { a, b, c, d, dd, e, leader } = score;
  const weight = formatDecimal(multiply(subtract("100", generalMax), "0.01"));
  const all = leader ? [a, b, c, d, dd, e] : [a, b, c];
  const parts = all.filter((part) => part !== undefined);
  if (parts.length === all.length) {
    return t("evaluation.task.formula", { weight, sum: parts.map(formatExact).join(" + "), n: all.length });
  }
  return leader && a !== undefined ? t("evaluation.task.leader", { weight }) : undefined;
}

/** ratioFormula writes how a ratio is made: "90,00 ÷ 120,00, trừ 25% mỗi lần trễ hạn". */
export function ratioFormula({ sums, deduction }: Pick<Score, "sums" | "deduction">, ratio: Ratio): string {
  const formula = t(`evaluation.ratio.${ratio}.formula`, {
    part: formatExact(sums[ratioParts[ratio].sum]),
    whole: formatExact(sums.weight),
    share: formatPlain(multiply(deduction, "100")),
  });
  return isCapped(sums, ratio) ? t("evaluation.ratio.capped", { formula }) : formula;
}

/** creditFormula writes what a line brings to b or c: "24 × (1 − 0,25 × 2) = 12,00". */
export function creditFormula(line: ScoreLine, ratio: "b" | "c", share: string): string {
  const credit = formatExact(line[ratioParts[ratio].credit]);
  const deduction = deductionOf(line, ratio, share);
  const numbers = { k: formatPlain(line.k), done: formatPlain(countedOf(line)), credit };
  if (deduction === undefined) {
    return compare(line[ratioParts[ratio].credit], line.quantityCredit) === 0
      ? t("evaluation.line.full", numbers)
      : credit;
  }
  return t(`evaluation.line.${deduction.form}`, {
    ...numbers,
    share: formatPlain(share),
    n: formatPlain(deduction.faults),
  });
}

/** totalText writes the total, the range it will lie in, or a dash. */
export function totalText({ total, totalRange }: Score): string {
  if (total !== undefined) return formatDecimal(total);
  if (totalRange === undefined) return t("evaluation.none");
  return t("evaluation.range", { from: formatDecimal(totalRange[0]), to: formatDecimal(totalRange[1]) });
}

/** generalFormula says who gave the general points and when; those of a quarter are a mean. */
export function generalFormula({ generalGroups, generalBy, generalAt, period }: Score): string {
  const n = generalGroups.length;
  if (!isMonth(period)) return t("evaluation.general.mean");
  if (generalBy === undefined || generalAt === undefined) return t("evaluation.general.missing", { n });
  return t("evaluation.general.given", { n, name: generalBy.name, day: formatDay(dayOf(generalAt)) });
}

/** leadershipFormulas says what d follows from, and who gave đ and e. */
export function leadershipFormulas(score: Score): Record<"d" | "dd" | "e", string | undefined> {
  const { managed, leadership } = score;
  const by = leadership?.by;
  const monthly = by === undefined ? undefined : t("evaluation.lead.given", { name: by.name });
  const given = isMonth(score.period) ? monthly : t("evaluation.lead.lowest");
  return {
    d:
      managed === undefined
        ? t("evaluation.lead.noCharge")
        : managed.lowest === undefined
          ? t("evaluation.lead.unscored")
          : t("evaluation.lead.managed", {
              n: managed.scored,
              lowest: formatDecimal(managed.lowest),
              left: managed.unscored,
            }),
    dd: given,
    e: given,
  };
}

/** settingText names a setting of the agency and what it is set to, in words of the office. */
export function settingText({ key, note, value }: Score["settings"][number]): { name: string; value: string } {
  return {
    name: tx(`evaluation.settingName.${key}`, "evaluation.settingName.other", { note }),
    value: tx(`evaluation.setting.${value}`, "evaluation.setting.other", { value }),
  };
}
