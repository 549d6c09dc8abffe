import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { EvalPolicy } from "@/shared/api/types";
import { policy } from "./fixtures";
import { capFormula, ratioFormulas, taskFormulas } from "./formulas";

const textOf = (shown: React.ReactNode) => renderToStaticMarkup(shown).replace(/<[^>]*>/g, "");
const ratio = (of: EvalPolicy, key: string) => textOf(ratioFormulas(of).find((one) => one.key === key)?.shown);

describe("the formulas of a policy", () => {
  it.each([
    ["a", "a=100·ΣK·D′ΣA·K"],
    ["b", "b=100·ΣK·max(0;D′−0,25·F)ΣA·K"],
    ["c", "c=100·ΣK·D′·max(0;1−0,25·l)ΣA·K"],
  ])("writes ratio %s by the line", (key, text) => expect(ratio(policy, key)).toBe(text));

  it("writes what another policy says instead", () => {
    const other = { ...policy, deduction: "0.1", byLine: false, settings: [] };
    expect(ratio(other, "a")).toBe("a=100·ΣK·DΣA·K");
    expect(ratio(other, "b")).toBe("b=100·ΣK·max(0;D−0,1·F)ΣA·K");
    expect(ratio(other, "c")).toBe("c=100·ΣK·max(0;D−0,1·l·u)ΣA·K");
  });

  it("weighs the results by the policy's maximum", () => {
    const shown = taskFormulas({ ...policy, taskMax: "60" }).map((one) => textOf(one.shown));
    expect(shown).toEqual(["Đ=0,6·a+b+c3", "Đ=0,6·a+b+c+d+đ+e6"]);
  });

  it("counts the places as the cap's base says", () => {
    expect(textOf(capFormula(policy))).toBe("x=⌊0,2·N1+0,2⌋");
    const cap = { share: "0.3", exceptional: "0.4", base: "all_graded", mark: "S", basis: "" } as const;
    expect(textOf(capFormula({ ...policy, cap }))).toBe("x=⌊0,3·N⌋");
    expect(capFormula({ ...policy, cap: undefined })).toBeUndefined();
  });
});
