// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { TaskComment } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, thinh } from "../model/fixtures";
import { Talk } from "./Talk";

configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const hoa = { id: "01HOA", name: "Lê Thị Hoa", title: "Chuyên viên" };
const said: TaskComment = {
  id: "01C1",
  version: 2,
  by: thinh,
  at: "2026-04-29T02:00:00Z",
  text: "Nhờ @Nguyễn Thị Lan xem mục 3",
  deleted: false,
  mentions: [lan],
  edits: [{ text: "Nhờ Lan xem", at: "2026-04-29T02:05:00Z" }],
  delete: false,
};
const gone: TaskComment = { ...said, id: "01C2", text: "", deleted: true, mentions: [], edits: [] };

const sent: { method: string; path: string; body: unknown; key: string | null }[] = [];
let answer: (path: string, method: string) => Response;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

beforeAll(async () => {
  await loadLanguage("vi");
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
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
  sent.length = 0;
  answer = (path, method) => {
    if (path.includes("/people")) return json({ items: [hoa] });
    return method === "GET" ? json({ items: [gone, said] }) : json({ ...said, id: "01C3" }, 201);
  };
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const path = url.replace("/api/v1", "");
    const method = init.method ?? "GET";
    const body = init.body === undefined ? undefined : JSON.parse(String(init.body));
    sent.push({ method, path, body, key: new Headers(init.headers).get("Idempotency-Key") });
    return answer(path, method);
  });
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan, false) });
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

function show() {
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <Talk id="01T" today="2026-04-29" />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const box = () => screen.getByLabelText<HTMLTextAreaElement>("Viết trao đổi");

function type(field: HTMLTextAreaElement, text: string) {
  fireEvent.change(field, { target: { value: text, selectionStart: text.length } });
}

it("shows the oldest first, names as names, the text before an edit, and the place of what was deleted", async () => {
  show();
  const name = await screen.findByText("@Nguyễn Thị Lan");
  expect(name.tagName).toBe("SPAN");
  expect(screen.getByText("Nhờ Lan xem")).toBeTruthy();
  const items = screen.getAllByRole("listitem");
  expect(items[1]?.textContent).toContain("Trao đổi đã bị người viết xóa");
});

it("names somebody and sends by keyboard alone, and a lost answer is repeated under the same key", async () => {
  show();
  const field = box();
  type(field, "Xin ý kiến @hoa");
  const option = await screen.findByRole("option");
  expect(option.textContent).toContain("Lê Thị Hoa");
  fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(field.value).toBe("Xin ý kiến @Lê Thị Hoa "));
  const before = answer;
  answer = (path, method) => {
    if (method === "POST") throw new TypeError("no answer");
    return before(path, method);
  };
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  await screen.findByText("Chưa gửi được trao đổi");
  answer = before;
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(field.value).toBe(""));
  const posts = sent.filter(({ method }) => method === "POST");
  expect(posts.map(({ body }) => body)).toEqual(
    Array.from({ length: 2 }, () => ({ text: "Xin ý kiến @Lê Thị Hoa", mentions: [hoa.id] })),
  );
  expect(posts[0]?.key).toBe(posts[1]?.key);
});

it("answers a comment, keeps what is typed over a reload, and says why somebody cannot be named", async () => {
  const { unmount } = show();
  fireEvent.click((await screen.findAllByText("Trả lời"))[0] as HTMLElement);
  type(box(), "Đã rõ");
  unmount();
  answer = (path, method) =>
    method === "POST"
      ? json(
          {
            type: "about:blank",
            title: "Unprocessable Entity",
            status: 422,
            code: "comment.invalid",
            detail: "Trao đổi còn mục chưa đúng.",
            requestId: "r",
            fields: [{ path: "mentions[0]", label: "Người được nhắc tên", detail: "Hoa không xem được nhiệm vụ này." }],
          },
          422,
        )
      : json(path.includes("/people") ? { items: [] } : { items: [said] });
  show();
  expect(box().value).toBe("Đã rõ");
  fireEvent.click(screen.getByRole("button", { name: /^Gửi/ }));
  await screen.findByText("Hoa không xem được nhiệm vụ này.");
  expect(box().value).toBe("Đã rõ");
  expect(sent.find(({ method }) => method === "POST")?.body).toEqual({ text: "Đã rõ", mentions: [], replyTo: said.id });
});
