import { beforeAll, expect, it } from "vitest";
import { loadLanguage, loadWords } from "@/shared/i18n";
import { diaryWords } from "../words";
import { hintText } from "./hintText";

beforeAll(async () => {
  await loadLanguage("vi");
  await loadWords([diaryWords]);
});

it.each([
  [{ kind: "long", own: 750, other: 720 }, ["12 giờ 30 phút", "12 giờ."]],
  [{ kind: "steady", own: 6, other: 480 }, ["6 ngày", "8 giờ"]],
  [{ kind: "copy", own: 95, other: 0, date: "2026-04-27" }, ["95%", "27/04/2026"]],
  [{ kind: "late", own: 4, other: 3 }, ["4 ngày làm việc"]],
  [
    { kind: "peers", own: 400, other: 70, task: "NV-2026-000128", product: "CV-02", people: 3 },
    ["NV-2026-000128", "6 giờ 40 phút", "3 người", "CV-02", "1 giờ 10 phút"],
  ],
] as const)("%j names its numbers", (hint, parts) => {
  const text = hintText(hint).replaceAll("\u00a0", " ");
  for (const part of parts) expect(text).toContain(part);
});
