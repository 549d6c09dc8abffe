// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { TaskNote } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf } from "../model/fixtures";
import { PrivateNote } from "./PrivateNote";

const saved: unknown[] = [];
let stored: TaskNote;
let answer: (body: { version: number; text: string }) => Response;
const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

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
});
beforeEach(() => {
  saved.length = 0;
  stored = { version: 0, text: "" };
  answer = ({ version, text }) => reply(200, { version: version + 1, text, updatedAt: "2026-10-29T08:00:00Z" });
  vi.stubGlobal("fetch", async (_: string, init?: RequestInit) => {
    if (init?.method !== "PUT") return reply(200, stored);
    const body = JSON.parse(String(init.body));
    saved.push(body);
    return answer(body);
  });
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <PrivateNote id="t1" today="2026-10-29" />
      </MantineProvider>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

const write = async (text: string) => {
  const box = await screen.findByLabelText("Ghi chú riêng");
  fireEvent.change(box, { target: { value: text } });
  return box;
};

it("is saved by Ctrl+Enter, and says when", async () => {
  fireEvent.keyDown(await write("Hỏi lại chị Hoa"), { key: "Enter", ctrlKey: true });
  expect(await screen.findByText(/^Đã lưu lúc/)).toBeTruthy();
  expect(saved).toEqual([{ version: 0, text: "Hỏi lại chị Hoa" }]);
});

it("shows what another window saved before it takes its place", async () => {
  answer = () =>
    reply(409, {
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code: "errs.changed",
      detail: "Đã được thay đổi.",
      requestId: "r1",
      current: { version: 4, text: "Bản kia", updatedAt: "2026-10-29T08:00:00Z" },
    });
  const box = await write("Bản này");
  fireEvent.click(screen.getByRole("button", { name: "Lưu ghi chú" }));
  expect(await screen.findByText(/“Bản kia”/)).toBeTruthy();
  expect(box).toHaveProperty("value", "Bản này");
  answer = ({ version, text }) => reply(200, { version: version + 1, text, updatedAt: "2026-10-29T08:00:00Z" });
  fireEvent.click(screen.getByRole("button", { name: "Lưu ghi chú" }));
  expect(await screen.findByText(/^Đã lưu lúc/)).toBeTruthy();
  expect(saved.at(-1)).toEqual({ version: 4, text: "Bản này" });
});
