import { t } from "@/shared/i18n";

/**
 * formatDecimal writes a number or a decimal string of the server with a decimal comma, dots between thousands, a true
 * minus and exactly `decimals` decimals (scores and converted quantities: 2). A decimal string is rounded half up on
 * its digits, never through a binary fraction.
 */
export function formatDecimal(value: number | string, decimals = 2): string {
  const text = typeof value === "number" ? value.toFixed(Math.min(decimals + 3, 20)) : value;
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const padded = fraction.padEnd(decimals + 1, "0");
  const scaled = BigInt(whole + padded.slice(0, decimals)) + (Number(padded[decimals]) >= 5 ? 1n : 0n);
  const digits = scaled.toString().padStart(decimals + 1, "0");
  const integer = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ".");
  const sign = negative && scaled !== 0n ? "\u2212" : "";
  return decimals === 0 ? sign + integer : `${sign}${integer},${digits.slice(-decimals)}`;
}

/** formatQuantity writes a quantity with as many of its three decimals as it needs: 1 · 2,5 · 0,125. */
export function formatQuantity(value: number): string {
  return formatDecimal(value, 3).replace(/,?0+$/, "");
}

/** formatMinutes writes 150 as "2 giờ 30 phút". */
export function formatMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t("minutes", { n: rest });
  return rest === 0 ? t("hours", { n: hours }) : t("hoursMinutes", { h: hours, n: rest });
}

/** formatCount writes a count of the server, "999+" when it stopped counting. */
export function formatCount(count: { n: number; more: boolean }): string {
  return count.more ? `${count.n}+` : String(count.n);
}

/** countOf is formatCount of what may not be known yet; undefined when there is nothing to count. */
export function countOf(count: { n: number; more: boolean } | undefined): string | undefined {
  return count === undefined || count.n === 0 ? undefined : formatCount(count);
}
