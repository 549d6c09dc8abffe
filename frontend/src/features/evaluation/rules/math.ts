// Formulas as MathML, which browsers typeset and read out themselves; React's types do not know its elements.
import { createElement, type ReactNode } from "react";

/** node makes one element of MathML. */
function node(tag: string, ...children: ReactNode[]) {
  return createElement(tag, null, ...children);
}

/** v is a variable, n a number, o an operator or a word between them. */
export const v = (text: string) => node("mi", text);
export const n = (text: string) => node("mn", text);
export const o = (text: string) => node("mo", text);
/** row sets parts beside each other. */
export const row = (...parts: ReactNode[]) => node("mrow", ...parts);
/** over is a fraction. */
export const over = (top: ReactNode, below: ReactNode) => node("mfrac", top, below);
/** sum is the sum over the lines of the period. */
export const sum = (...parts: ReactNode[]) => row(o("Σ"), ...parts);
/** prime marks a variable: D′. */
export const prime = (text: string) => node("msup", v(text), o("′"));
/** most is the greater of 0 and what is given, as the law's floor. */
export const most = (...parts: ReactNode[]) => row(v("max"), o("("), n("0"), o(";"), ...parts, o(")"));

/** math is a whole formula on a line of its own, or within a sentence. */
export function math(...parts: ReactNode[]) {
  return createElement("math", { display: "block" }, ...parts);
}
