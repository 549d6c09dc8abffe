import { describe, expect, it } from "vitest";
import vi from "../i18n/vi.json";
import { settingText } from "./formulas";

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
