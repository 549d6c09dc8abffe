import { describe, expect, it } from "vitest";
import { formatDecimal } from "@/shared/format/number";
import { add, compare, formatExact, formatPlain, multiply, round, subtract } from "./decimal";

describe("arithmetic", () => {
  it.each([
    [["0.1", "0.2"], "0.3"],
    [["58.3333", "27.5"], "85.8333"],
    [["9.50", "9.50"], "19"],
    [[], "0"],
    [["-0.5", "0.25"], "-0.25"],
  ])("add %j", (values, want) => expect(add(...values)).toBe(want));

  it.each([
    ["90", "85.83", "4.17"],
    ["85.83", "27.5", "58.33"],
    ["1", "1.0", "0"],
    ["1", "-1", "2"],
  ])("%s − %s = %s", (a, b, want) => expect(subtract(a, b)).toBe(want));

  it.each([
    ["24", "0.5", "12"],
    ["2.5", "0.333", "0.8325"],
    ["0", "5", "0"],
    ["18", "0.75", "13.5"],
  ])("%s × %s = %s", (a, b, want) => expect(multiply(a, b)).toBe(want));

  it.each([
    ["89.999", "90", -1],
    ["90.00", "90", 0],
    ["100.5", "100", 1],
  ])("%s against %s", (a, b, want) => expect(compare(a, b)).toBe(want));

  it.each([
    ["58.335", "58.34"],
    ["1.005", "1.01"],
    ["2.675", "2.68"],
    ["0.004", "0"],
    ["-0.005", "-0.01"],
    ["99.995", "100"],
    ["7", "7"],
  ])("round %s = %s", (value, want) => expect(round(value)).toBe(want));
});

describe("writing", () => {
  // Binary fractions get the first three wrong: 1.005 is 1.00499… in them.
  it.each([
    ["1.005", "1,01"],
    ["2.675", "2,68"],
    ["85.835", "85,84"],
    ["85.834999999", "85,83"],
    ["27.5", "27,50"],
    ["0", "0,00"],
    ["-0.5", "\u22120,50"],
    ["1234567.8", "1.234.567,80"],
    ["99.996", "100,00"],
  ])("two decimals of %s: %s", (value, want) => expect(formatDecimal(value)).toBe(want));

  it.each([
    ["12", "12,00", "12"],
    ["13.5", "13,50", "13,5"],
    ["0.8325", "0,8325", "0,8325"],
    ["24.000", "24,00", "24"],
  ])("%s exactly: %s, plainly: %s", (value, exact, plain) => {
    expect(formatExact(value)).toBe(exact);
    expect(formatPlain(value)).toBe(plain);
  });
});
