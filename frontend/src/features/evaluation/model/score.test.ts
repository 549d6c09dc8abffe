import { describe, expect, it } from "vitest";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { add, compare, multiply } from "./decimal";
import { line, score } from "./fixtures";
import {
  deductionOf,
  exactly,
  faultyLines,
  isCapped,
  isFull,
  lost,
  lowestRatio,
  ratioParts,
  ratios,
  standingOf,
  taskPoints,
} from "./score";

/** shown is a value as the screen writes it, read back as a number of hundredths. */
const shown = (value: string | undefined) => Number(formatDecimal(value ?? "0").replace(/\D/g, ""));

describe("what the tree shows adds up", () => {
  it.each([
    ["picture 08", score()],
    // The exact score for results is 58.33499…: four decimals make 58.3350 of it, and rounded again 58.34.
    ["a hundredth that rounding twice would add", score({ task: "58.335", general: "27.5", total: "85.83" })],
    ["whole points", score({ task: "70", general: "30", total: "100.00" })],
  ])("%s: general and task are the total", (_, s) => {
    expect(shown(s.general) + shown(taskPoints(s))).toBe(shown(s.total));
  });

  it("the groups are the general points", () => {
    const s = score();
    expect(compare(add(...s.generalGroups.map(({ points }) => points ?? "0")), s.general ?? "")).toBe(0);
  });

  it.each(ratios)("the lines are the sums of %s, and the sums the ratio", (ratio) => {
    const s = score();
    const { sum, credit } = ratioParts[ratio];
    expect(compare(add(...s.lines.map((l) => l[credit])), s.sums[sum])).toBe(0);
    expect(compare(add(...s.lines.map((l) => l.weight)), s.sums.weight)).toBe(0);
    expect(compare(multiply(s[ratio] ?? "", s.sums.weight), multiply(s.sums[sum], "100"))).toBe(0);
  });

  it("the ratios are the score for results", () => {
    const s = score();
    const sum = add(s.a ?? "", s.b ?? "", s.c ?? "");
    // 0.70 × (a + b + c) ÷ 3, without dividing.
    const difference = Math.abs(Number(multiply(sum, "0.70")) - 3 * Number(s.task));
    expect(difference).toBeLessThan(0.001);
  });
});

describe("taskPoints", () => {
  it("is the lower end of the range while general points are missing", () => {
    const missing = score({ total: undefined, general: undefined, totalRange: ["58.33", "88.33"] });
    expect(taskPoints(missing)).toBe("58.33");
  });
  it("is nothing without a score for results", () => {
    expect(taskPoints({})).toBeUndefined();
  });
});

describe("standingOf", () => {
  const at = (total: string, grade: Score["grade"]) => standingOf(score({ total, grade }));

  it.each([
    ["85.83", "tot", "tot", "xuat_sac", "4.17"],
    ["70.00", "tot", "tot", "xuat_sac", "20"],
    ["69.99", "hoan_thanh", "hoan_thanh", "tot", "0.01"],
    ["49.5", "khong_hoan_thanh", "khong_hoan_thanh", "hoan_thanh", "0.5"],
  ] as const)("%s: %s", (total, grade, band, next, missing) => {
    expect(at(total, grade)).toMatchObject({
      band: { grade: band },
      next: { grade: next, missing },
      overridden: false,
    });
  });

  it("has nothing above the best", () => expect(at("95.67", "xuat_sac")?.next).toBeUndefined());

  it("knows a total that only rounding lifted", () => {
    expect(at("90.00", "tot")).toMatchObject({ overridden: false, next: { grade: "xuat_sac", missing: "0" } });
  });

  it("knows a grade that the total did not decide", () => {
    const standing = at("92.00", "khong_hoan_thanh");
    expect(standing).toMatchObject({ overridden: true });
    expect(standing?.next).toBeUndefined();
  });
});

describe("deductionOf", () => {
  it("explains two missed deadlines by the line", () => {
    const l = line({ k: "24", done: "1", lateEvents: 2, progressCredit: "12" });
    expect(deductionOf(l, "c", "0.25")).toEqual({ form: "line", k: "24", done: "1", faults: "2", credit: "12" });
  });
  it("explains a review by the pieces that the approver named", () => {
    const l = line({
      k: "1",
      assigned: "10",
      done: "10",
      quantityCredit: "10",
      failedReviews: 1,
      failedQuantity: "3",
      qualityCredit: "9.25",
    });
    expect(deductionOf(l, "b", "0.25")).toEqual({ form: "named", k: "1", done: "10", faults: "3", credit: "9.25" });
  });
  it("counts no surplus", () => {
    const l = line({ k: "1", assigned: "4", done: "6", quantityCredit: "4", lateEvents: 1, progressCredit: "3" });
    expect(deductionOf(l, "c", "0.25")).toEqual({ form: "line", k: "1", done: "4", faults: "1", credit: "3" });
  });
  it("explains what the first version of the policy took from one piece", () => {
    const l = line({ k: "2", assigned: "4", done: "4", quantityCredit: "8", failedReviews: 1, qualityCredit: "7.5" });
    expect(deductionOf(l, "b", "0.25")?.form).toBe("piece");
  });
  it("stops at zero", () => {
    expect(deductionOf(line({ k: "6", done: "1", lateEvents: 5, progressCredit: "0" }), "c", "0.25")?.credit).toBe("0");
  });
  it("has nothing to say without a fault, or of work not done", () => {
    expect(deductionOf(line(), "c", "0.25")).toBeUndefined();
    expect(deductionOf(line({ done: "0", lateEvents: 1, progressCredit: "0" }), "c", "0.25")).toBeUndefined();
  });
});

describe("exactly", () => {
  it.each([
    ["9000140/100007", "89.9951"],
    ["91", "91.0000"],
    ["515/6", "85.8333"],
    ["1799/20", "89.9500"],
  ])("%s is %s", (fraction, text) => expect(exactly(fraction)).toBe(text));
});

describe("what a ratio misses", () => {
  it("is counted of what was assigned for a, of what was done for b and c", () => {
    const { sums } = score();
    expect(ratios.map((ratio) => lost(sums, ratio))).toEqual(["12", "6", "18"]);
  });
  it("is nothing over 100", () => {
    const sums = { weight: "10", quantity: "12", quality: "12", progress: "11.5" };
    expect(isCapped(sums, "a")).toBe(true);
    expect(ratios.map((ratio) => lost(sums, ratio))).toEqual(["0", "0", "0.5"]);
  });
  it("comes from these lines", () => {
    const { lines } = score();
    expect(ratios.map((ratio) => faultyLines(lines, ratio).map(({ task }) => task))).toEqual([
      ["t8"],
      ["t1"],
      ["t1", "t2", "t7"],
    ]);
  });
  it("is worst in the lowest ratio", () => {
    expect(lowestRatio(score())).toBe("c");
    expect(lowestRatio({ a: "90", b: "90", c: "90" })).toBeUndefined();
    expect(lowestRatio({ a: "90", b: "90", c: "100" })).toBeUndefined();
    expect(lowestRatio({ a: "100", b: "100", c: "100" })).toBeUndefined();
    expect(lowestRatio({})).toBeUndefined();
  });
  it("is nothing only when all three are full", () => {
    expect(isFull({ a: "100", b: "100.0", c: "100" })).toBe(true);
    expect(isFull({ a: "90", b: "90", c: "90" })).toBe(false);
    expect(isFull({})).toBe(false);
  });
});
