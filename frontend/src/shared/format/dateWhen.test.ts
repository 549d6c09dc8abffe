import { beforeAll, describe, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { formatInstantWhen, isDay } from "./date";

beforeAll(() => loadLanguage("vi"));

it.each([
  ["2026-11-24T08:04:00Z", "lúc 15:04"],
  ["2026-11-23T17:00:00Z", "lúc 00:00"], // the day begins seven hours before UTC's
  ["2026-11-23T16:59:00Z", "ngày 23/11"],
  ["2025-12-31T02:00:00Z", "ngày 31/12/2025"],
])("%s is %s", (instant, said) => expect(formatInstantWhen(instant, "2026-11-24")).toBe(said));

describe("isDay", () => {
  it.each([
    ["2026-02-28", true],
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-2-1", false],
    ["abc", false],
    ["", false],
    ["2026-02-28x", false],
  ])("%s: %s", (text, is) => expect(isDay(text)).toBe(is));
});
