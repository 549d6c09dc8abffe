import { describe, expect, it } from "vitest";
import vi from "../i18n/vi.json";
import { leadershipFormulas, settingText } from "./formulas";

describe("settingText", () => {
  const own = (key: string, value: string) => settingText({ key, note: "ghi chú của quy tắc", value, mark: "U" });
  it("names a setting in words of the office, not with the codes of its note", () => {
    expect(own("deduction_unit", "line")).toEqual({
      name: vi["evaluation.settingName.deduction_unit"],
      value: "cả dòng",
    });
    expect(own("gates", "all_tasks_done").value).toBe("hoàn thành mọi nhiệm vụ");
  });
  it("takes the policy's note for a setting that it does not know", () => {
    expect(own("local_rule", "3")).toEqual({ name: "ghi chú của quy tắc", value: "3" });
  });
});

type Score = Parameters<typeof leadershipFormulas>[0];

// While a month is open nobody has been counted yet: a number of people would be a wrong one.
it.each([
  [undefined, /./],
  [{ scored: 0, unscored: 0 }, /^người thuộc quyền đều chưa có điểm$/],
  [{ scored: 0, unscored: 6 }, /^người thuộc quyền đều chưa có điểm$/],
  [{ scored: 5, unscored: 1, lowest: "61.25" }, /^5 người .* 61,25; 1 người/],
])("says what d follows from: %j", (managed, said) => {
  expect(leadershipFormulas({ managed } as unknown as Score).d).toMatch(said);
});
