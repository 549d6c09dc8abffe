import { beforeAll, expect, test } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { policy as decree } from "../rules/fixtures";
import { choiceOf, differences, valuesOf } from "./choice";
import { whyText } from "./Trial";
import { valueText } from "./words";

const policy = { ...decree, groups: ["a", "b", "c"].map((code) => ({ code, name: code, max: "10" })) };

beforeAll(() => loadLanguage("vi"));

test("what is sent is all that stands in the form, without what the policy does not know", () => {
  const sent = choiceOf(valuesOf(policy));
  expect(sent).toMatchObject({ deductionUnit: "line", allTasksDone: false, remarkBelowMax: true, step: 0.5 });
  expect(sent.groups?.map(({ max }) => max)).toEqual([10, 10, 10]);
  const { year: _year, cap: _cap, ...less } = policy;
  expect(choiceOf(valuesOf(less))).toMatchObject({ year: undefined, quarter: undefined, capBase: undefined });
});

test("only what the agency sets otherwise is listed, beside what the policy says", () => {
  const choice = { year: "quarter_count" as const, groups: [{ code: "a", max: 9 }] };
  expect(differences(choice, policy).map(({ key }) => key)).toEqual(["year", "groups"]);
  expect(differences({}, policy)).toEqual([]);
  const steps = { way: "in_month" as const, self: 23, review: 25, decide: 28, petition: 5, answer: 10 };
  expect(differences({ steps }, policy).map(({ key }) => key)).toEqual(["steps"]);
  expect(valueText("steps", steps)).toBe("ngày 23, 25, 28; kiến nghị 5, trả lời 10");
  expect(valueText("groups", valuesOf(policy).groups)).toBe("10 / 10 / 10");
});

const outcome = { a: "100", b: "100", c: "75", total: "86.5", gates: [], grade: "tot" };

test.each([
  [{ c: "87.5", total: "90" }, "c 75,00 → 87,50; tổng điểm 86,50 → 90,00"],
  [{ gates: ["all_tasks_done"], grade: "khong_hoan_thanh" }, "không đạt điều kiện thêm"],
  [{ grade: "xuat_sac" }, "cách xếp loại khác, điểm như cũ"],
])("%j is because of %s", (after, why) => {
  expect(whyText(outcome, { ...outcome, ...after })).toBe(why);
});
