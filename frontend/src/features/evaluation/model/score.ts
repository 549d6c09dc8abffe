import type { Score } from "@/shared/api/types";
import { add, compare, multiply, round, subtract } from "./decimal";

// The scale ends here: of a total, and of a ratio.
const top = "100";

/** The three ratios of Article 14(2): a quantity, b quality, c progress. */
export type Ratio = "a" | "b" | "c";

/** The ratios in their order. */
export const ratios: readonly Ratio[] = ["a", "b", "c"];

/** How each ratio is made: its numerator among the sums, and the credit of a line that goes into it. */
export const ratioParts = {
  a: { sum: "quantity", credit: "quantityCredit" },
  b: { sum: "quality", credit: "qualityCredit" },
  c: { sum: "progress", credit: "progressCredit" },
} as const;

/**
 * taskPoints is the score for results as it is shown, two decimals. With a total it is the total without the general
 * points, so that the two shown add up to the total shown: rounding the four decimals again could miss by a hundredth.
 */
export function taskPoints(score: Pick<Score, "task" | "total" | "general" | "totalRange">): string | undefined {
  const { task, total, general, totalRange } = score;
  if (total !== undefined && general !== undefined) return subtract(total, general);
  return totalRange?.[0] ?? (task === undefined ? undefined : round(task));
}

/** generalMax is the most that all groups of the general criteria give. */
export function generalMax(groups: { max: string }[]): string {
  return add(...groups.map(({ max }) => max));
}

/** isCapped reports whether more was done than assigned: the ratio counts as 100. */
export function isCapped(sums: Score["sums"], ratio: Ratio): boolean {
  return compare(sums[ratioParts[ratio].sum], sums.weight) > 0;
}

/**
 * lost is what a ratio misses, in converted quantity: a of what was assigned, b and c of what was done, for work not done
 * is missing in a already. "0" when nothing.
 */
export function lost(sums: Score["sums"], ratio: Ratio): string {
  const missing = subtract(ratio === "a" ? sums.weight : sums.quantity, sums[ratioParts[ratio].sum]);
  return notBelowZero(missing);
}

/** lowestRatio is the one ratio that pulls the score down most; undefined when none is below all others, or all are full. */
export function lowestRatio(score: Pick<Score, Ratio>): Ratio | undefined {
  const of = (ratio: Ratio) => score[ratio] ?? top;
  return ratios.find((ratio) => ratios.every((other) => other === ratio || compare(of(ratio), of(other)) < 0));
}

/** isFull reports whether all three ratios are 100. */
export function isFull(score: Pick<Score, Ratio>): boolean {
  return ratios.every((ratio) => score[ratio] !== undefined && compare(score[ratio], top) === 0);
}

/** faultyLines are the lines that cost a ratio something: not done, with a major error, late. */
export function faultyLines(lines: Score["lines"], ratio: Ratio): Score["lines"] {
  return lines.filter((line) => {
    const done = compare(line.done, "0") > 0;
    if (ratio === "a") return compare(line.quantityCredit, line.weight) < 0;
    return done && (ratio === "b" ? line.failedReviews : line.lateEvents) > 0;
  });
}

/** A band of grades on the scale: from this total up to below the next one's. */
export interface Band {
  grade: string;
  from: string;
  /** Where the next band begins; 100 for the best. */
  to: string;
}

/** bandsOf orders the bands from the lowest to the best. */
export function bandsOf(bands: Score["bands"]): Band[] {
  const sorted = bands.toSorted((a, b) => compare(a.from, b.from));
  return sorted.map(({ grade, from }, i) => ({ grade, from, to: sorted[i + 1]?.from ?? top }));
}

/** Where a total stands: in which band, and what it misses to the next one. */
export interface Standing {
  band: Band;
  next?: { grade: string; from: string; missing: string };
  /** The grade is not that of the band: decided by a rule of its own, not by the total. */
  overridden: boolean;
}

/**
 * standingOf tells where a score stands. The server compares the unrounded total, so its grade decides the band; missing
 * is "0" when the total shown looks like the next band's only because it was rounded up.
 */
export function standingOf({ total, grade, bands }: Pick<Score, "total" | "grade" | "bands">): Standing | undefined {
  const all = bandsOf(bands);
  if (total === undefined || grade === undefined) return undefined;
  const at = all.findLastIndex(({ from }) => compare(total, from) >= 0);
  const own = all.findIndex((band) => band.grade === grade);
  const band = all[own];
  if (band === undefined) return undefined;
  const roundedUp = own === at - 1 && compare(total, all[at]?.from ?? top) === 0;
  const above = all[own + 1];
  const overridden = own !== at && !roundedUp;
  const missing = above === undefined || roundedUp ? "0" : subtract(above.from, total);
  return { band, overridden, next: overridden || above === undefined ? undefined : { ...above, missing } };
}

/** What a line's faults cost in its credit, as numbers of a formula. */
export interface Deduction {
  /**
   * named: a share of each piece that the approver named, K × (D − share × n); line: a share of the whole line for each
   * fault, K × D × (1 − share × n); piece: a share of one piece each, K × (D − share × n).
   */
  form: "named" | "line" | "piece";
  k: string;
  /** The pieces that count: no more than assigned where a surplus pays for no other product. */
  done: string;
  /** How many faults, or pieces with a fault. */
  faults: string;
  credit: string;
}

/** countedOf is how many pieces of a line count: those done, or those assigned where the surplus does not. */
export function countedOf(line: Pick<Score["lines"][number], "k" | "done" | "assigned" | "quantityCredit">): string {
  return compare(multiply(line.k, line.done), line.quantityCredit) === 0 ? line.done : line.assigned;
}

/**
 * deductionOf explains the credit of a line in b or c by the policy's share for each fault; undefined where nothing was
 * deducted or no form gives it.
 */
export function deductionOf(line: Score["lines"][number], ratio: "b" | "c", share: string): Deduction | undefined {
  const faults = String(ratio === "b" ? line.failedReviews : line.lateEvents);
  const credit = line[ratioParts[ratio].credit];
  if (faults === "0" || compare(line.done, "0") === 0) return undefined;
  const done = countedOf(line);
  const ofPieces = (n: string) => multiply(line.k, notBelowZero(subtract(done, multiply(share, n))));
  const ofLine = multiply(multiply(line.k, done), notBelowZero(subtract("1", multiply(share, faults))));
  const numbers = { k: line.k, done, credit };
  const named = ratio === "b" ? line.failedQuantity : undefined;
  if (named !== undefined && compare(ofPieces(named), credit) === 0)
    return { form: "named", ...numbers, faults: named };
  if (compare(ofLine, credit) === 0) return { form: "line", ...numbers, faults };
  return compare(ofPieces(faults), credit) === 0 ? { form: "piece", ...numbers, faults } : undefined;
}

/** exactly writes a fraction such as "9000140/100007" cut to four decimals, so that no rounding hides where it stands. */
export function exactly(fraction: string): string {
  const [above = "0", below = "1"] = fraction.split("/");
  const parts = (BigInt(above) * 10_000n) / BigInt(below);
  return `${parts / 10_000n}.${String(parts % 10_000n).padStart(4, "0")}`;
}

function notBelowZero(value: string): string {
  return value.startsWith("-") ? "0" : value;
}
