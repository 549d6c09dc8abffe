import { beforeAll, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { ticks, ticksWord } from "./ticks";

beforeAll(() => loadLanguage("vi"));

it("says how far a checklist is, and nothing of work without one", () => {
  expect(ticks({ checklist: { done: 3, n: 5 } })).toBe("3/5");
  expect(ticksWord({ checklist: { done: 0, n: 5 } })).toBe("Mục cần làm 0/5");
  expect(ticks({})).toBeUndefined();
  expect(ticksWord({})).toBeUndefined();
});
