// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { DiaryRow, Me } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { WaitingDiary } from "./WaitingItem";

const row: DiaryRow = {
  person: { id: "lan", name: "Nguyễn Thị Lan" },
  date: "2026-04-29",
  version: 4,
  state: "returned",
  entries: 2,
  minutes: 90,
  missing: false,
  late: false,
  summary: [],
  acts: [],
};

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  session.end();
});

it.each([
  ["lan", "/diary/2026-04-29"],
  ["thinh", "/diary/people/lan/2026-04-29"],
])("leads %s to the page of the day that is theirs to act on", (person, address) => {
  session.start({ accessToken: "t", expiresIn: 900, me: { id: person } as Me });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <WaitingDiary row={row} />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  expect(screen.getByRole("link").getAttribute("href")).toBe(address);
});
