import { beforeAll, expect, it } from "vitest";
import { loadLanguage, loadWords } from "@/shared/i18n";
import { workplaceWords } from "../words";
import { amountOf, daysOf, daysText, halvesIn } from "./halves";

beforeAll(async () => {
  await loadLanguage("vi");
  await loadWords([workplaceWords]);
});

const days = [
  { date: "2026-05-04", am: true, pm: true },
  { date: "2026-05-05", am: false, pm: true },
];

it("turns days into half-days and back", () => {
  const halves = halvesIn(days);
  expect(halves).toEqual(["2026-05-04 am", "2026-05-04 pm", "2026-05-05 pm"]);
  expect(daysOf([...halves].reverse())).toEqual(days);
  expect(daysOf([])).toEqual([]);
});

it("writes amounts and days as people do", () => {
  expect([0, 1, 2, 5].map(amountOf)).toEqual(["0", "0,5", "1", "2,5"]);
  expect(daysText(days)).toBe("thứ Hai 04/05, chiều thứ Ba 05/05");
});
