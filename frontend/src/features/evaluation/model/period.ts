import type { ScorePart } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/** A part of a quarter or year: a quarter, or a month. */
export type Part = ScorePart;

/** isMonth reports whether a period is a month, not a quarter or a year made of months. */
export function isMonth(period: string): boolean {
  return /^\d{4}-\d{2}$/.test(period);
}

/** isYear reports whether a period is a year. */
export function isYear(period: string): boolean {
  return period.length === 4;
}

const roman = ["I", "II", "III", "IV"];

/** periodName writes a period as people say it within a sentence: "tháng 05/2026", "quý II/2026", "năm 2026". */
export function periodName(period: string): string {
  if (isMonth(period)) return t("evaluation.name.month", { month: formatMonth(period) });
  if (isYear(period)) return t("evaluation.name.year", { year: period });
  return t("evaluation.name.quarter", { n: quarterNumber(period), year: period.slice(0, 4) });
}

/** partName names a part within its year: "Tháng 5", "Quý II". */
export function partName(period: string): string {
  return isMonth(period)
    ? t("evaluation.part.month", { n: Number(period.slice(5)) })
    : t("evaluation.part.quarter", { n: quarterNumber(period) });
}

/** holding returns the quarter and the year that a month lies in. */
export function holding(month: string): string[] {
  if (!isMonth(month)) return [];
  const year = month.slice(0, 4);
  return [`${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`, year];
}

/** decidedNext is the quarter before that of a month, which is the last one to be decided on; in December the year. */
export function decidedNext(month: string): string {
  const [year = 0, n = 1] = month.split("-").map(Number);
  if (n === 12) return String(year);
  const quarter = Math.ceil(n / 3) - 1;
  return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`;
}

/** counted are the parts that a quarter or year is made of directly and that count. */
export function counted(parts: readonly Part[]): Part[] {
  return parts.filter(({ within, why }) => within === undefined && why === undefined);
}

/** dropped are the parts that are left out, months within a quarter as well; a quarter all of whose months are out is named once. */
export function dropped(parts: readonly Part[]): Part[] {
  return parts.filter(({ why }) => why !== undefined && why !== "not_worked" && why !== "running");
}

function quarterNumber(period: string): string {
  return roman[Number(period.slice(6)) - 1] ?? period.slice(6);
}
