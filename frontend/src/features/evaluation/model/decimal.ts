import { formatDecimal } from "@/shared/format/number";

// Decimal strings of the server, computed on as whole numbers of a power of ten: 0.1 + 0.2 is 0.3 here.
interface Scaled {
  digits: bigint;
  scale: number;
}

function read(value: string): Scaled {
  const [whole = "0", fraction = ""] = value.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function write({ digits, scale }: Scaled): string {
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, "");
  return sign + whole + (fraction === "" ? "" : `.${fraction}`);
}

function raise({ digits, scale }: Scaled, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}

/** add returns the exact sum of decimal strings, "0" of none. */
export function add(...values: string[]): string {
  const all = values.map(read);
  const scale = Math.max(0, ...all.map((value) => value.scale));
  return write({ digits: all.reduce((sum, value) => sum + raise(value, scale), 0n), scale });
}

/** subtract returns exactly a − b. */
export function subtract(a: string, b: string): string {
  return add(a, b.startsWith("-") ? b.slice(1) : `-${b}`);
}

/** multiply returns exactly a × b. */
export function multiply(a: string, b: string): string {
  const [x, y] = [read(a), read(b)];
  return write({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** compare is negative when a < b, 0 when equal, positive when a > b. */
export function compare(a: string, b: string): number {
  const difference = read(subtract(a, b)).digits;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** round returns value with at most that many decimals, half away from zero. */
export function round(value: string, decimals = 2): string {
  const { digits, scale } = read(value);
  if (scale <= decimals) return write({ digits, scale });
  const unit = 10n ** BigInt(scale - decimals);
  const size = digits < 0n ? -digits : digits;
  const rounded = (size + unit / 2n) / unit;
  return write({ digits: digits < 0n ? -rounded : rounded, scale: decimals });
}

/** formatExact writes a value with two decimals, or with more where it has more: nothing is rounded away. */
export function formatExact(value: string): string {
  return formatDecimal(value, Math.max(2, scaleOf(value)));
}

/** formatPlain writes a value with as many decimals as it has: 24, 2,5. */
export function formatPlain(value: string): string {
  return formatDecimal(value, scaleOf(value));
}

/** scaleOf is how many decimals a value needs. */
function scaleOf(value: string): number {
  return write(read(value)).split(".")[1]?.length ?? 0;
}
