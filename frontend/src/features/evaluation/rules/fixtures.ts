import type { EvalPolicy } from "@/shared/api/types";

/** policy is the decree as the server sends it, without its lists. */
export const policy: EvalPolicy = {
  name: "nd335-2025@2",
  title: "Nghị định 335/2025/NĐ-CP",
  legalBasis: "Luật 80/2025/QH15",
  from: "2026-01-01",
  subjects: ["cong_chuc"],
  generalMax: "30",
  step: "0.5",
  remark: true,
  groups: [],
  taskMax: "70",
  deduction: "0.25",
  byLine: true,
  leadership: { full: "100", partial: "50", subordinatesFrom: "50", notAboveUnit: false },
  bands: [],
  overrides: [],
  adjustments: [],
  settings: [{ key: "cap_line_at_assigned", note: "", value: "true", mark: "U" }],
  basis: {},
  marks: { general: "C", tree: "U", task: "C", leadership: "C" },
  cap: { share: "0.2", exceptional: "0.25", base: "good_only", mark: "C", basis: "Điều 20 khoản 5" },
};
