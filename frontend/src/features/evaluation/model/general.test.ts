import { describe, expect, it } from "vitest";
import {
  bodyOf,
  faultOf,
  formOf,
  fullMarks,
  type GroupRule,
  isBelowMax,
  leadFault,
  sameForm,
  sumOf,
  withPoints,
} from "./general";

const rule = (key: string): GroupRule => ({ key, name: key, max: "10", step: "0.5" });
const rules = [rule("a"), rule("b"), rule("c")];
const empty = formOf(0, [{ key: "a" }, { key: "b" }, { key: "c" }]);

describe("general points", () => {
  it("asks for every group, and for a remark below the maximum", () => {
    const form = withPoints(withPoints(empty, "a", { points: 10 }), "b", { points: 9.5 });
    expect(rules.map((r) => faultOf(form, r))).toEqual([undefined, "remark", "points"]);
    expect(rules.map((r) => isBelowMax(form, r))).toEqual([false, true, false]);
    expect(sumOf(form, rules)).toBeUndefined();
    const whole = withPoints(withPoints(form, "b", { remark: "Trả lời chậm" }), "c", { points: 0, remark: "Không có" });
    expect(rules.map((r) => faultOf(whole, r))).toEqual([undefined, undefined, undefined]);
    expect(sumOf(whole, rules)).toBe("19.5");
  });

  it("refuses a remark of blanks", () => {
    expect(faultOf(withPoints(empty, "a", { points: 9, remark: "  a  " }), rule("a"))).toBe("remark");
  });

  it("gives full marks without losing remarks", () => {
    const form = fullMarks(withPoints(empty, "b", { points: 9, remark: "Giữ lại" }), rules);
    expect(sumOf(form, rules)).toBe("30");
    expect(bodyOf(form, rules)).toEqual({
      version: 0,
      groups: [
        { key: "a", points: 10, remark: undefined },
        { key: "b", points: 10, remark: "Giữ lại" },
        { key: "c", points: 10, remark: undefined },
      ],
    });
  });

  it("compares forms by what they give", () => {
    const stored = formOf(3, [{ key: "a", points: "9.5", remark: "Chậm" }, { key: "b", points: "10" }, { key: "c" }]);
    const typed = withPoints(
      withPoints(withPoints(empty, "a", { points: 9.5, remark: "Chậm " }), "b", { points: 10 }),
      "c",
      {},
    );
    expect(sameForm(stored, typed, rules)).toBe(true);
    expect(sameForm(stored, withPoints(typed, "c", { points: 1 }), rules)).toBe(false);
  });
});

describe("đ and e of a leader", () => {
  const lead = (dd?: number, e?: number, reason = "") => leadFault({ dd, e, reason });
  it.each([
    ["both full", lead(100, 100), undefined],
    ["đ not chosen", lead(undefined, 100), "dd"],
    ["e not chosen", lead(100), "e"],
    ["a 50 without a reason", lead(100, 50, " quá ngắn "), "reason"],
    ["a 50 with a reason", lead(50, 100, "Còn chậm trễ kéo dài"), undefined],
    ["not a leader", leadFault(undefined), undefined],
  ])("%s", (_, fault, want) => expect(fault).toBe(want));
  it("are sent only when both are chosen, and kept apart from the groups", () => {
    const form = formOf(3, [], true);
    expect(bodyOf(form, []).leadership).toBeUndefined();
    expect(bodyOf(fullMarks(form, []), []).leadership).toEqual({ dd: 100, e: 100, reason: undefined });
    expect(bodyOf(formOf(3, []), []).leadership).toBeUndefined();
    expect(sameForm(form, fullMarks(form, []), [])).toBe(false);
  });
});
