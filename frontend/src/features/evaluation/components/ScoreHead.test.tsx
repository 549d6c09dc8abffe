// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { score } from "../model/fixtures";
import { Words } from "./ScoreHead";

beforeAll(() => loadLanguage("vi"));
afterEach(cleanup);

const document = {
  number: "1874/QĐ-UBND",
  documentOn: "2026-11-25",
  at: "2026-11-25T02:00:00Z",
  amended: [],
  by: { id: "an", name: "Phạm Văn Đức", title: "Chủ tịch", unit: "UBND tỉnh" },
};

it.each([
  ["nothing decided", undefined, "Hoàn thành xuất sắc nhiệm vụ"],
  ["decided as the points give", "xuat_sac", "Hoàn thành xuất sắc nhiệm vụ"],
  ["decided otherwise", "tot", "Hoàn thành tốt nhiệm vụ"],
] as const)("%s: the heading is the grade that holds", (_, grade, heading) => {
  const decision = grade === undefined ? undefined : { ...document, grade };
  render(<Words score={score({ total: "96.22", grade: "xuat_sac", decision })} />);
  expect(screen.getByRole("heading").textContent).toBe(heading);
  expect(screen.queryByText(/^Mức theo điểm là Hoàn thành xuất sắc nhiệm vụ/) !== null).toBe(grade === "tot");
});
