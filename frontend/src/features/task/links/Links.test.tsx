// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { TaskLinks } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { WaitsNote } from "../detail/WaitsNote";
import { lan, meOf, rowOf, taskOf, thinh } from "../model/fixtures";
import { waitsText } from "../model/waits";
import { Links } from "./Links";

configure({ asyncUtilTimeout: 15_000 });
// On a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const none: TaskLinks = { waitsFor: [], waitsHidden: 0, blocks: [], blocksHidden: 0, mayChange: false };
const asked: { path: string; body: unknown }[] = [];
let links: TaskLinks;
let refusal: object | undefined;
const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

beforeAll(async () => {
  await loadLanguage("vi");
  Object.defineProperty(document, "fonts", { value: { addEventListener: vi.fn(), removeEventListener: vi.fn() } });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Element.prototype.scrollIntoView = () => {};
});
beforeEach(() => {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  asked.length = 0;
  refusal = undefined;
  vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
    const path = new URL(url, "http://x").pathname;
    if (init.method === "POST") {
      asked.push({ path, body: JSON.parse(String(init.body)) });
      if (refusal !== undefined) return Promise.resolve(reply(422, refusal));
      return Promise.resolve(reply(200, taskOf({ version: 4 })));
    }
    if (path.endsWith("/links")) return Promise.resolve(reply(200, links));
    return Promise.resolve(reply(200, { items: [rowOf("000131", { version: 7, title: "Phụ lục biểu phí" })] }));
  });
});
afterEach(cleanup);

async function open(state: Partial<TaskLinks>) {
  links = { ...none, ...state };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider env="test">
        <MemoryRouter>
          <Links task={taskOf()} today="2026-04-29" />
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  if (Object.keys(state).length > 0) await screen.findByText("Chờ việc, chặn việc");
}

it("says on both sides what waits, how far it is and with whom, and how much is out of sight", async () => {
  await open({
    waitsFor: [rowOf("000131", { title: "Phụ lục biểu phí" })],
    waitsHidden: 2,
    blocks: [rowOf("000140", { title: "Tờ trình", state: "assigned", waiting: [thinh] })],
  });
  const waits = screen.getByRole("list", { name: "Nhiệm vụ này chờ" });
  expect(within(waits).getByRole("link", { name: "Phụ lục biểu phí" }).getAttribute("href")).toBe("/tasks/000131");
  expect(waits.textContent).toContain("Đang thực hiện");
  expect(screen.getByText("2 việc khác mà bạn không xem được.")).toBeTruthy();
  expect(screen.getByRole("list", { name: "Đang chờ nhiệm vụ này" }).textContent).toContain("Phan Hữu Thịnh");
  expect(screen.queryByRole("button")).toBeNull();
});

it("takes each side back on top of the version of the task that waits", async () => {
  await open({
    mayChange: true,
    waitsFor: [rowOf("000131")],
    blocks: [{ ...rowOf("000140", { version: 9 }), mayRelease: true }, rowOf("000141")],
  });
  expect(screen.queryByRole("button", { name: "Thôi chờ, NV-2026-000141" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Thôi chờ, NV-2026-000131" }));
  await waitFor(() => expect(asked).toHaveLength(1));
  fireEvent.click(screen.getByRole("button", { name: "Thôi chờ, NV-2026-000140" }));
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked).toEqual([
    { path: "/api/v1/tasks/000128/links", body: { version: 3, blocker: "000131", waits: false } },
    { path: "/api/v1/tasks/000140/links", body: { version: 9, blocker: "000128", waits: false } },
  ]);
});

it("says in either direction that work waits, and shows why it cannot", async () => {
  await open({ mayChange: true });
  expect(screen.getByText("Nhiệm vụ này không chờ việc nào, không việc nào chờ nó.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Thêm việc chờ nhau" }));
  fireEvent.click(await screen.findByRole("button", { name: /^Ghi nhận/ }));
  expect(await screen.findByText("Chọn một nhiệm vụ.")).toBeTruthy();
  const box = screen.getByRole<HTMLInputElement>("combobox", { name: /Việc kia/ });
  fireEvent.input(box, { target: { value: "phụ lục" } });
  fireEvent.keyDown(box, { key: "Enter" }); // before the answer is here: the only one found is taken
  await waitFor(() => expect(box.value).toBe("NV-2026-000131 Phụ lục biểu phí"));
  refusal = {
    status: 422,
    code: "errs.invalid",
    fields: [{ path: "blocker", code: "cycle", label: "Việc phải chờ", detail: "đang chờ chính nhiệm vụ này." }],
  };
  fireEvent.click(screen.getByRole("button", { name: /^Ghi nhận/ }));
  await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain("đang chờ chính nhiệm vụ này"));
  refusal = undefined;
  fireEvent.click(screen.getByRole("radio", { name: "Việc khác chờ nó" }));
  fireEvent.click(screen.getByRole("button", { name: /^Ghi nhận/ }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual([
    { path: "/api/v1/tasks/000128/links", body: { version: 3, blocker: "000131", waits: true } },
    { path: "/api/v1/tasks/000131/links", body: { version: 7, blocker: "000128", waits: true } },
  ]);
});

it("says in a row for what work waits, as far as its reader sees", () => {
  expect(waitsText({})).toBeUndefined();
  expect(waitsText({ waitsFor: { count: 2 } })).toBe("chờ 2 việc khác");
  expect(waitsText({ waitsFor: { count: 1, id: "131", code: "NV-131" } })).toBe("chờ NV-131");
  const waitsFor = { count: 3, id: "131", code: "NV-131", title: "Phụ lục", holders: [lan] };
  expect(waitsText({ waitsFor })).toBe("chờ NV-131 (Nguyễn Thị Lan) và 2 việc khác");
  render(
    <MantineProvider>
      <MemoryRouter>
        <WaitsNote task={rowOf("128", { waitsFor })} />
      </MemoryRouter>
    </MantineProvider>,
  );
  expect(screen.getByRole("link", { name: "Phụ lục" }).getAttribute("href")).toBe("/tasks/131");
});
