// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { TaskChecklist } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf } from "../model/fixtures";
import { Checklist } from "./Checklist";
import { checklistQuery } from "./queries";

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

let stored: TaskChecklist;
let meanwhile: TaskChecklist | undefined;
let sent: string[];
const of = (version: number, ...texts: string[]): TaskChecklist => ({
  version,
  items: texts.map((text) => ({ id: text, text, done: false })),
  mayWrite: true,
  mayTick: true,
});

async function answer(path: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  if (!path.endsWith("/checklist")) return new Promise(() => undefined);
  if (init.method === "GET") return reply(stored);
  const { version, items } = JSON.parse(String(init.body)) as Pick<TaskChecklist, "version" | "items">;
  sent.push(`${version} ${items.map(({ text, done }) => text + (done ? "+" : "")).join(" ")}`);
  if (meanwhile !== undefined) {
    stored = meanwhile;
    meanwhile = undefined;
  }
  if (version !== stored.version) {
    const problem = { type: "about:blank", title: "Conflict", status: 409, detail: "", requestId: "r" };
    return reply({ ...problem, code: "errs.changed", current: stored }, 409);
  }
  stored = { ...stored, version: version + 1, items };
  return reply(stored);
}

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
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => answer(url.replace("/api/v1", ""), init));
});
beforeEach(() => {
  stored = of(3, "Dự-thảo", "Lấy-ý-kiến");
  meanwhile = undefined;
  sent = [];
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

function show() {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  const client = new QueryClient();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Checklist id="T1" today="2026-10-29" />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return client;
}

it("makes a change anew on top of what somebody else has stored meanwhile", async () => {
  show();
  fireEvent.click(await screen.findByRole("checkbox", { name: "Dự-thảo" }));
  expect(await screen.findByText("1/2")).toBeTruthy();
  await waitFor(() => expect(sent).toEqual(["3 Dự-thảo+ Lấy-ý-kiến"]));
  meanwhile = of(9, "Mới", "Dự-thảo");
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "In-ấn " } });
  fireEvent.submit(screen.getByRole("textbox"));
  await waitFor(() => expect(sent.slice(1)).toEqual(["4 Dự-thảo+ Lấy-ý-kiến In-ấn", "9 Mới Dự-thảo In-ấn"]));
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe(""));
});

it("moves the item in focus by keyboard, which keeps the focus", async () => {
  show();
  fireEvent.keyDown(await screen.findByRole("checkbox", { name: "Dự-thảo" }), { key: "ArrowDown", altKey: true });
  await waitFor(() => expect(sent).toEqual(["3 Lấy-ý-kiến Dự-thảo"]));
  await waitFor(() => expect(document.activeElement?.closest("li")?.textContent).toContain("Dự-thảo"));
  fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown", altKey: true });
  fireEvent.keyDown(document.activeElement as Element, { key: "ArrowUp", altKey: true });
  await waitFor(() => expect(sent.slice(1)).toEqual(["4 Dự-thảo Lấy-ý-kiến"]));
});

it("shows nothing where there is nothing to be read or written", async () => {
  stored = { ...of(0), mayWrite: false, mayTick: false };
  const client = show();
  await waitFor(() => expect(client.getQueryData(checklistQuery("T1").queryKey)).toBeDefined());
  expect(screen.queryByText("Mục cần làm")).toBeNull();
});
