// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ComponentType, Suspense } from "react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { lan, meOf } from "@/features/task/model/fixtures";
import { api } from "@/shared/api/client";
import { session } from "@/shared/api/session";
import { todayQuery } from "@/shared/api/today";
import type { Today } from "@/shared/api/types";
import { watchTyping } from "@/shared/draft/typed";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { lazyPart, watchParts } from "@/shared/part";
import { VersionBar } from "./VersionBar";

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const line = vi.hoisted(() => ({ status: "live" }));
vi.mock("@/shared/realtime/line", () => ({ useLine: () => ({ state: line, retryNow: () => undefined }) }));

const reload = vi.fn();
let stop: (() => void)[];

beforeAll(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal("location", { ...location, reload });
});
beforeEach(() => {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan, false) });
  stop = [watchTyping(), watchParts()];
});
afterEach(() => {
  for (const end of stop) end();
  cleanup();
  session.end();
  localStorage.clear();
  reload.mockReset();
});

function Kept() {
  const { value, set } = useDraft("task.report.x", "");
  return <textarea aria-label="kept" value={value} onChange={(event) => set(event.target.value)} />;
}

/** page shows the bar beside two fields; version is what the server says of itself. */
function page(version: string, more: React.ReactNode = null) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(todayQuery().queryKey, { date: "2026-10-29", version: "v1" } as Today);
  vi.spyOn(api, "get").mockImplementation(async () => ({ date: "2026-10-29", version }) as never);
  const shown = () => (
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <VersionBar />
        <Kept />
        <input aria-label="lost" />
        <Suspense>{more}</Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
  const { rerender } = render(shown());
  return {
    client,
    become: (status: string) => {
      line.status = status;
      rerender(shown());
    },
  };
}

it("says after the line was cut that another version runs, and never reloads by itself", async () => {
  const { become } = page("v2");
  expect(screen.queryByText(t("version.new"))).toBeNull();
  become("lost");
  become("live");
  expect(await screen.findByText(t("version.new"))).toBeDefined();
  expect(reload).not.toHaveBeenCalled();
});

it("reloads at one press when all that was typed is kept, and warns where it is not", async () => {
  const { client } = page("v2");
  await act(() => client.invalidateQueries());
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("kept"), "Đã tổng hợp");
  await user.type(screen.getByLabelText("lost"), "Gõ rồi xóa");
  await user.clear(screen.getByLabelText("lost"));
  await user.click(await screen.findByRole("button", { name: t("version.reload") }));
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));

  await user.type(screen.getByLabelText("lost"), "Chưa lưu ở đâu");
  await user.click(screen.getByRole("button", { name: t("version.reload") }));
  expect(reload).toHaveBeenCalledTimes(1);
  expect(screen.getByText(t("version.typed"), { exact: false })).toBeDefined();
  await user.click(screen.getByRole("button", { name: t("version.anyway") }));
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(2));
});

it("says that a part of the page did not come, and the page with its text stays", async () => {
  const Part = lazyPart(async (): Promise<ComponentType> => {
    const error = new TypeError("Failed to fetch dynamically imported module");
    dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: error }));
    throw error;
  });
  page("v1", <Part />);
  expect(await screen.findByText(t("version.part"))).toBeDefined();
  expect(screen.getByLabelText("lost")).toBeDefined();
});
