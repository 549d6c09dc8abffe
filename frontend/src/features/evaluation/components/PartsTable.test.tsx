// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { score } from "../model/fixtures";
import { ScoreView } from "./ScoreView";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const year = score({
  period: "2026",
  total: "85.33",
  a: undefined,
  b: undefined,
  c: undefined,
  task: undefined,
  general: undefined,
  gradeBasis: "335/2025/NĐ-CP Điều 20 khoản 2",
  lines: [],
  settings: [{ key: "quarter", note: "", value: "cumulative", mark: "U" }],
  parts: [
    {
      period: "2026-Q1",
      state: "closed",
      rev: 2,
      status: "scored",
      weight: "342",
      general: "27.1667",
      a: "89.18",
      b: "82.75",
      c: "74.46",
      total: "84.66",
      grade: "tot",
    },
    {
      period: "2026-01",
      within: "2026-Q1",
      state: "closed",
      rev: 1,
      status: "scored",
      total: "81.4",
      grade: "tot",
      unit: { id: "u1", name: "Phòng Báo chí", shortName: "P. BC" },
    },
    { period: "2026-02", within: "2026-Q1", state: "closed", why: "leave", paper: "C65 số 4417" },
    {
      period: "2026-03",
      within: "2026-Q1",
      state: "closed",
      rev: 1,
      status: "scored",
      total: "88.2",
      grade: "tot",
      unit: { id: "u2", name: "Phòng Công nghệ", shortName: "P. CNTT" },
    },
    { period: "2026-Q2", state: "closed", rev: 1, status: "scored", total: "86", grade: "tot" },
  ],
});

test("a year: formula, clause, each period with what it brought or why it was dropped", () => {
  render(
    <MantineProvider>
      <MemoryRouter>
        <ScoreView score={year} own to={(period) => `/evaluation?period=${period}`} />
      </MemoryRouter>
    </MantineProvider>,
  );
  expect(screen.getByText(/Trung bình 2 quý đã làm việc: \(84,66 \+ 86,00\) ÷ 2 = 85,33\./)).toBeTruthy();
  expect(screen.getByText(/335\/2025\/NĐ-CP Điều 20 khoản 2/)).toBeTruthy();
  const row = (name: string) => within(screen.getByRole("row", { name: new RegExp(`^${name} `) }));
  expect(row("Quý I").getByText("Cộng dồn tử số, mẫu số 2 tháng. Bỏ ra: Tháng 2. Bản 2 thay bản trước.")).toBeTruthy();
  expect(row("Tháng 1").getByText("Khi đó ở P. BC, phiếu vẫn được tính.")).toBeTruthy();
  expect(row("Tháng 2").getByText(/giấy C65 số 4417: bỏ ra, không tính là 0/)).toBeTruthy();
  expect(row("Tháng 2").getByText("Không tính")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Tháng 3" }).getAttribute("href")).toBe("/evaluation?period=2026-03");
});
