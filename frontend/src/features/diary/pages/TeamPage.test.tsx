// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { NetworkError } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import { todayQuery } from "@/shared/api/today";
import type { DiaryRow, Me } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { diaryApi } from "../api";
import { diaryKeys } from "../queries";
import { TeamPage } from "./TeamPage";

const rowOf = (date: string): DiaryRow => ({
  person: { id: "lan", name: "Nguyễn Thị Lan" },
  date,
  version: 4,
  state: "submitted",
  missing: false,
  entries: 0,
  minutes: 0,
  late: false,
  summary: [],
  acts: ["confirm"],
});

beforeAll(async () => {
  await loadLanguage("vi");
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
});
afterEach(() => {
  cleanup();
  session.end();
});

it("leaves a failed confirmation on the day it was for", async () => {
  session.start({
    accessToken: "t",
    expiresIn: 900,
    me: { id: "thinh", can: {}, reach: { leads: [] }, unitPath: [] } as unknown as Me,
  });
  vi.spyOn(diaryApi, "confirm").mockRejectedValue(new NetworkError("no line"));
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(todayQuery().queryKey, { date: "2026-05-04" } as never);
  for (const date of ["2026-04-28", "2026-04-29"]) {
    client.setQueryData(diaryKeys.team(undefined, date), { items: [rowOf(date)] });
  }
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={["/diary/team?date=2026-04-29"]}>
          <TeamPage />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: /^Xác nhận/ }));
  await screen.findByRole("alert");
  fireEvent.click(screen.getByRole("button", { name: /28\/0?4/ }));
  await vi.waitFor(() =>
    expect(screen.getByRole("link", { name: "Nguyễn Thị Lan" }).getAttribute("href")).toMatch(/04-28$/),
  );
  expect(screen.queryByRole("alert")).toBeNull();
});
