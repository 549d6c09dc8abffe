// @vitest-environment jsdom

import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { dayWith, entry } from "@/features/diary/model/fixtures";
import { diaryKeys } from "@/features/diary/queries";
import { session } from "@/shared/api/session";
import type { Me } from "@/shared/api/types";
import { noteWaits } from "@/shared/device/waits";
import { loadLanguage } from "@/shared/i18n";
import { DeskDiary } from "./DeskDiary";

const day = dayWith([entry("e1", "Họp giao ban")]);

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

function show(shown = day) {
  session.start({ accessToken: "t", expiresIn: 900, me: { id: day.person.id } as Me });
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(diaryKeys.day(day.date), shown);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter>
          <DeskDiary date={day.date} />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

it("submits the day from the desk", () => {
  show();
  expect(screen.getByRole("button", { name: "Gửi xác nhận" })).toBeTruthy();
});

it("shows the proposed minutes of a line written ready, and lets the topmost head close the day", () => {
  const ready = { source: "s1", text: "Duyệt hoàn thành: Biểu phí", minutes: 30, at: "2026-04-29T03:00:00Z" };
  show({ ...day, suggestions: [ready], topmost: true });
  expect(screen.getByText("30 phút")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Chốt ngày" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Gửi xác nhận" })).toBeNull();
});

it("leads to the day instead while some of its text lies on this machine alone", () => {
  noteWaits(day.person.id, [day.date]);
  show();
  expect(screen.queryByRole("button", { name: "Gửi xác nhận" })).toBeNull();
  expect(screen.getByRole("link", { name: "Xem và sửa" }).getAttribute("href")).toBe(`/diary/${day.date}`);
  expect(screen.getByText(/chưa gửi lên máy chủ/)).toBeTruthy();
});
