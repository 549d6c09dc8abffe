import { beforeAll, expect, test } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { historySentence } from "./historyWords";

beforeAll(() => loadLanguage("vi"));

test.each<{ action: string; params: Record<string, string>; want: string }>([
  {
    action: "task.assigned",
    params: { lead: "Nguyễn Thị Lan", due: "06/05/2026" },
    want: "giao Nguyễn Thị Lan chủ trì, hạn 06/05/2026.",
  },
  { action: "task.assigned", params: { lead: "P. CNTT", due: "" }, want: "giao P. CNTT chủ trì, không hạn." },
  { action: "task.nudged", params: { count: "2" }, want: "đôn đốc lần 2." },
  { action: "task.reported", params: { percent: "60" }, want: "báo cáo tiến độ 60%." },
  {
    action: "task.returned",
    params: { due: "08/05/2026", major: "true" },
    want: "yêu cầu làm lại vì sai sót lớn về nội dung, hạn 08/05/2026.",
  },
  {
    action: "task.returned",
    params: { due: "08/05/2026", major: "true", of: "Lê Thị Hoa" },
    want: "yêu cầu làm lại vì sai sót lớn về nội dung ở phần của Lê Thị Hoa, hạn 08/05/2026.",
  },
  {
    action: "task.returned",
    params: { major: "true", of: "Lê Thị Hoa" },
    want: "yêu cầu làm lại vì sai sót lớn về nội dung ở phần của Lê Thị Hoa.",
  },
  {
    action: "task.approved",
    params: { quantity: "1", verdict: "major_error", of: "Lê Thị Hoa" },
    want: "duyệt hoàn thành, công nhận 1, có sai sót lớn về nội dung ở phần của Lê Thị Hoa.",
  },
  { action: "task.returned", params: {}, want: "yêu cầu làm lại." },
  {
    action: "task.approved",
    params: { quantity: "1", verdict: "major_error" },
    want: "duyệt hoàn thành, công nhận 1, có sai sót lớn về nội dung.",
  },
  {
    action: "task.recalled",
    params: { with: "NV-2026-000120" },
    want: "thu hồi nhiệm vụ cùng việc cha NV-2026-000120.",
  },
  { action: "task.split", params: { count: "3", title: "Rà soát" }, want: "giao 3 việc con: Rà soát." },
  { action: "task.cancelled", params: {}, want: "hủy nhiệm vụ." },
  { action: "task.somethingNew", params: {}, want: "cập nhật nhiệm vụ." },
])("$action: $want", ({ action, params, want }) => {
  expect(historySentence({ action, params })).toBe(want);
});
