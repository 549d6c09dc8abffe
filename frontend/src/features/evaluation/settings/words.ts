import type { EvalPolicy } from "@/shared/api/types";
import { formatQuantity } from "@/shared/format/number";
import { t, tx } from "@/shared/i18n";
import { type StepPart, stepParts, type Values } from "./choice";

/** nameOf is what a setting is called. */
export function nameOf(key: keyof Values): string {
  return t(`evaluation.set.${key}`);
}

/** valueText says what a setting is set to. */
export function valueText(key: keyof Values, value: Values[keyof Values]): string {
  if (value === undefined) return t("evaluation.none");
  if (typeof value === "boolean") return t(value ? "evaluation.set.yes" : "evaluation.set.no");
  if (typeof value === "number") return formatQuantity(value);
  if (typeof value === "string") return tx(`evaluation.set.${key}.${value}`, "evaluation.none");
  if (!Array.isArray(value)) {
    const { way, ...parts } = value;
    const numbers = Object.fromEntries(stepParts.map((part) => [part, formatQuantity(parts[part] ?? 0)]));
    return t(`evaluation.set.steps.text.${way}`, numbers as Record<StepPart, string>);
  }
  return value.map(({ max }) => (max === undefined ? "" : formatQuantity(max))).join(" / ");
}

/** groupName is the name of a group of the general criteria. */
export function groupName(policy: EvalPolicy, code: string): string {
  return policy.groups.find((one) => one.code === code)?.name ?? code;
}
