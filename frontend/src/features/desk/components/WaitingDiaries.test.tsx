// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { diaryApi } from "@/features/diary/api";
import { session } from "@/shared/api/session";
import type { DiaryRow, Me } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { WaitingDiaries } from "./WaitingDiaries";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  session.end();
});

function row(id: string, name: string, date: string, more: Partial<DiaryRow> = {}): DiaryRow {
  return {
    person: { id, name },
    date,
    version: 2,
    state: "submitted",
    entries: 3,
    minutes: 480,
    missing: false,
    late: false,
    summary: [],
    acts: ["confirm", "return"],
    ...more,
  };
}

function show(rows: DiaryRow[]) {
  session.start({ accessToken: "t", expiresIn: 900, me: { id: "thinh" } as Me });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <WaitingDiaries rows={rows} />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return userEvent.setup();
}

it("confirms the ordinary days with one click and leaves those that deserve a look, and my own", async () => {
  const sent = vi.spyOn(diaryApi, "confirmMany").mockResolvedValue({ items: [] });
  const user = show([
    row("lan", "Nguyễn Thị Lan", "2026-10-28"),
    row("lan", "Nguyễn Thị Lan", "2026-10-27"),
    row("minh", "Trần Minh", "2026-10-28"),
    row("hai", "Lê Hải", "2026-10-28", { late: true }),
    row("tam", "Võ Tâm", "2026-10-28", { minutes: 900 }),
    row("thinh", "Phan Hữu Thịnh", "2026-10-26", { state: "returned", acts: [] }),
  ]);
  expect(screen.getByText("Nguyễn Thị Lan (27/10, 28/10); Trần Minh (28/10)")).toBeTruthy();
  expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual([
    "Lê Hải, 28/10/2026",
    "Võ Tâm, 28/10/2026",
    "Phan Hữu Thịnh, 26/10/2026",
  ]);
  expect(screen.getByText("Có dòng ghi sau khi hết ngày")).toBeTruthy();
  expect(screen.getByText("Tổng cộng hơn 12 giờ")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Xác nhận tất cả (3)" }));
  await waitFor(() =>
    expect(sent).toHaveBeenCalledWith([
      { person: "lan", date: "2026-10-28", version: 2 },
      { person: "lan", date: "2026-10-27", version: 2 },
      { person: "minh", date: "2026-10-28", version: 2 },
    ]),
  );
});

it("says how many were refused because they had changed", async () => {
  const refused = { person: "minh", date: "2026-10-28", ok: false };
  vi.spyOn(diaryApi, "confirmMany").mockResolvedValue({ items: [{ ...refused, person: "lan", ok: true }, refused] });
  const user = show([row("lan", "Nguyễn Thị Lan", "2026-10-28"), row("minh", "Trần Minh", "2026-10-28")]);
  await user.click(screen.getByRole("button", { name: "Xác nhận tất cả (2)" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(/^1\sngày chưa xác nhận được/);
});

it("shows one ordinary day as it is", () => {
  show([row("lan", "Nguyễn Thị Lan", "2026-10-28")]);
  expect(screen.getByRole("button", { name: "Xác nhận: Nguyễn Thị Lan, 28/10/2026" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /tất cả/ })).toBeNull();
});
