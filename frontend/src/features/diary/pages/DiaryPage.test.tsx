// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { meOf, thinh } from "@/features/task/model/fixtures";
import { session } from "@/shared/api/session";
import { todayQuery } from "@/shared/api/today";
import type { Today } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { dayWith } from "../model/fixtures";
import { diaryDayQuery } from "../queries";
import { DiaryPage } from "./DiaryPage";

configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
vi.mock("@/shared/realtime/line", () => ({
  useLine: () => ({ state: { status: "live" }, retryNow: () => undefined }),
}));

beforeAll(async () => {
  await loadLanguage("vi");
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

it.each([
  ["2026-10-29", "2026-10-30"],
  ["2026-12-31", "2027-01-01"],
])(
  "keeps the day %s with what is being typed when the next begins, and leads to it when asked",
  async (first, next) => {
    session.start({ accessToken: "t", expiresIn: 900, me: meOf(thinh, true) });
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
    const today = (date: string) => ({ date, period: date.slice(0, 7), working: true, nextWorking: next }) as Today;
    client.setQueryData(todayQuery().queryKey, today(first));
    for (const date of [first, next]) client.setQueryData(diaryDayQuery(date).queryKey, dayWith([], { date }));
    const router = createMemoryRouter([{ path: "/diary", Component: DiaryPage }], { initialEntries: ["/diary"] });
    render(
      <MantineProvider env="test">
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>,
    );
    const box = await screen.findByRole("textbox", { name: "Ghi thêm một dòng" });
    box.focus();
    fireEvent.change(box, { target: { value: "Họp giao ban muộn" } });
    await act(async () => void client.setQueryData(todayQuery().queryKey, today(next)));
    expect(document.activeElement).toBe(box);
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Ghi thêm một dòng" }).value).toBe(
      "Họp giao ban muộn",
    );
    expect(screen.getByText(/Đã sang ngày mới/)).toBeTruthy();
    fireEvent.click(screen.getByRole("link", { name: /^Mở ngày/ }));
    expect(screen.queryByText(/Đã sang ngày mới/)).toBeNull();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Ghi thêm một dòng" }).value).toBe("");
  },
);
