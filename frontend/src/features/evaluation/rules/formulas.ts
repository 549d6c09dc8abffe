import type { ReactNode } from "react";
import type { EvalPolicy } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { formatPlain, multiply } from "../model/decimal";
import { math, most, n, o, over, prime, row, sum, v } from "./math";

/** A formula of the policy with the key of the sentence that explains it. */
export interface Formula {
  key: string;
  shown: ReactNode;
}

const setTo = (policy: EvalPolicy, key: string) => policy.settings.find((setting) => setting.key === key)?.value;

/** ratioFormulas writes the three ratios as the policy computes them, with its own deduction and settings. */
export function ratioFormulas(policy: EvalPolicy): Formula[] {
  const share = n(formatPlain(policy.deduction));
  const counted = setTo(policy, "cap_line_at_assigned") === "true" ? prime("D") : v("D");
  const whole = sum(v("A"), o("·"), v("K"));
  const ratio = (letter: string, ...top: ReactNode[]) =>
    math(v(letter), o("="), n("100"), o("·"), over(sum(v("K"), o("·"), ...top), whole));
  const late = policy.byLine
    ? row(counted, o("·"), most(n("1"), o("−"), share, o("·"), v("l")))
    : most(counted, o("−"), share, o("·"), v("l"), o("·"), v("u"));
  return [
    { key: "a", shown: ratio("a", counted) },
    { key: "b", shown: ratio("b", most(counted, o("−"), share, o("·"), v("F"))) },
    { key: "c", shown: ratio("c", late) },
  ];
}

/** taskFormulas writes how the ratios become points, for staff and for leaders. */
export function taskFormulas(policy: EvalPolicy): Formula[] {
  const weight = n(formatPlain(multiply(policy.taskMax, "0.01")));
  const mean = (...letters: string[]) => {
    const terms = letters.flatMap((letter, i) => (i === 0 ? [v(letter)] : [o("+"), v(letter)]));
    return math(
      v(t("evaluation.rules.sign.task")),
      o("="),
      weight,
      o("·"),
      over(row(...terms), n(String(letters.length))),
    );
  };
  return [
    { key: "staff", shown: mean("a", "b", "c") },
    { key: "leader", shown: mean("a", "b", "c", "d", t("evaluation.rules.sign.dd"), "e") },
  ];
}

/** totalFormula writes how the parts add up. */
export function totalFormula(): ReactNode {
  return math(v("T"), o("="), v("C"), o("+"), v(t("evaluation.rules.sign.task")));
}

/** capFormula writes how many places there are among N people, where they are counted among those rated good alone. */
export function capFormula(policy: EvalPolicy): ReactNode | undefined {
  if (policy.cap === undefined) return undefined;
  const share = n(formatPlain(policy.cap.share));
  const places =
    policy.cap.base === "good_only"
      ? over(row(share, o("·"), v("N")), row(n("1"), o("+"), share))
      : row(share, o("·"), v("N"));
  return math(v("x"), o("="), o("⌊"), places, o("⌋"));
}
