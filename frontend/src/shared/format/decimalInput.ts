import { type MessageKey, t } from "@/shared/i18n";

/** What a typed number must keep to: from min to max, a whole number of steps. */
export interface DecimalRule {
  min: number;
  max: number;
  step: number;
}

/** What a typed text says: a number that keeps to the rule, a fault in words, or nothing at all. */
export interface DecimalRead {
  value?: number;
  fault?: string;
  /** More typing may still mend the fault: "0" on the way to "0,25". */
  unfinished?: boolean;
}

// A fault of a binary fraction, not of the person: 0.3 ÷ 0.1 is 2.9999999999999996.
const tolerance = 1e-6;

/**
 * readDecimal reads a number as people type it, with a comma or a point as decimal mark. Whether the point of "1.500" parts
 * thousands is not guessed, nor that of "1,000": such a text is a fault that offers both.
 */
export function readDecimal(typed: string, rule: DecimalRule): DecimalRead {
  const text = typed.trim();
  if (text === "") return {};
  if (!/^[-−]?(\d+[.,]?\d*|[.,]\d+)$/.test(text)) {
    return { fault: t("number.unreadable", { example: writeDecimal(exampleOf(rule)) }) };
  }
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(text) && Number(text.replace(".", "")) <= rule.max) {
    return {
      fault: t("number.twofold", {
        whole: text.replace(".", ""),
        decimal: text.replace(".", ","),
        mark: t("number.mark.point"),
      }),
    };
  }
  // "1,000" is a thousand in an English sheet; nobody who writes a decimal comma writes three noughts behind it.
  if (/^[1-9]\d{0,2},000$/.test(text) && Number(text.replace(",", "")) <= rule.max) {
    return {
      fault: t("number.twofold", {
        whole: text.replace(",", ""),
        decimal: text.replace(",000", ""),
        mark: t("number.mark.comma"),
      }),
    };
  }
  const value = Number(text.replace("−", "-").replace(",", "."));
  if (value < rule.min || value > rule.max) {
    const fault = t("number.range", { min: writeDecimal(rule.min), max: writeDecimal(rule.max) });
    return { fault, unfinished: value >= 0 && value < rule.min };
  }
  const steps = value / rule.step;
  return Math.abs(steps - Math.round(steps)) > tolerance ? { fault: stepFault(rule.step) } : { value };
}

/** writeDecimal writes a number as it is typed: decimal comma, no dots between thousands, "" for none. */
export function writeDecimal(value: number | undefined): string {
  return value === undefined ? "" : String(value).replace(".", ",");
}

/**
 * steppedBy returns the number one press of an arrow further, by being negative for the arrow down. From outside the bounds,
 * or from nothing, it goes to the nearest number within; where there is no further one it stays.
 */
export function steppedBy(value: number | undefined, by: number, { min, max }: DecimalRule): number {
  const lowest = tidy(Math.ceil(min / Math.abs(by)) * Math.abs(by));
  const next = tidy((value ?? 0) + by);
  if (next > max) return max;
  if (next >= min) return next;
  return value === undefined || value < min ? lowest : value;
}

function tidy(value: number): number {
  return Number(value.toFixed(6));
}

function exampleOf({ min, step }: DecimalRule): number {
  return step >= 1 ? Math.max(min, 5) : 2.5;
}

function stepFault(step: number): string {
  const decimals = Math.round(-Math.log10(step));
  if (step === 1) return t("number.whole");
  const isTenth = Math.abs(10 ** -decimals - step) < tolerance;
  const key: MessageKey = isTenth ? "number.decimals" : "number.step";
  return t(key, { n: decimals, step: writeDecimal(step), example: writeDecimal(2 + step) });
}
