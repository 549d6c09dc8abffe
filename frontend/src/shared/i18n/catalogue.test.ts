import { describe, expect, it } from "vitest";
import { catalogue, everyPart } from "./everyWord";
import { fill } from "./index";

const { vi, en } = { vi: catalogue("vi"), en: catalogue("en") };

const names = (message: string) => [...message.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();

describe("catalogue", () => {
  it("has no key twice: the words of one feature would cover those of another", () => {
    const keys = everyPart("vi").flatMap((part) => Object.keys(part));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it("has every key in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
  });

  it("never leaves a message empty", () => {
    expect(Object.entries({ ...vi, ...en }).filter(([, message]) => message.trim() === "")).toEqual([]);
  });

  it("uses in English only the names that Vietnamese has", () => {
    const extra = Object.keys(en).filter((key) =>
      names(en[key] ?? "").some((name) => !names(vi[key] ?? "").includes(name)),
    );
    expect(extra).toEqual([]);
  });

  it("stores Vietnamese composed (NFC)", () => {
    expect(Object.keys(vi).filter((key) => vi[key] !== vi[key]?.normalize("NFC"))).toEqual([]);
  });
});

describe("fill", () => {
  it("replaces names, leaves out what is not given, and keeps a number with its unit", () => {
    expect(fill("Còn {n} ngày, {name}", { n: 3, name: "Lan" })).toBe("Còn 3\u00a0ngày, Lan");
    expect(fill("{by} giao", {})).toBe(" giao");
  });

  it("chooses between one and many", () => {
    expect(fill("{n} {n|day|days}", { n: 1 })).toBe("1\u00a0day");
    expect(fill("{n} {n|day|days}", { n: 2 })).toBe("2\u00a0days");
  });
});
