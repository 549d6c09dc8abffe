// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { meOf, thinh } from "@/features/task/model/fixtures";
import { session } from "@/shared/api/session";
import { loadLanguage, t } from "@/shared/i18n";
import { NewConclusionPage } from "./NewConclusionPage";

vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

let sent: { content: Record<string, unknown>; key: string | null }[];
let answerTo: () => Response;

async function answer(path: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  if (path === "/tasks/read") {
    const { text } = JSON.parse(String(init.body)) as { text: string };
    const items = text.split("\n").map((title) => ({
      title,
      depth: 0,
      pieces: [{ text: title, part: -1 }],
      parts: [],
      notes: [],
    }));
    return reply({ items });
  }
  if (path === "/conclusions") {
    sent.push({ content: JSON.parse(String(init.body)), key: new Headers(init.headers).get("Idempotency-Key") });
    return answerTo();
  }
  if (path === "/today") return reply({ date: "2026-04-29", calendar: "", now: "" });
  return new Promise(() => undefined);
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
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => answer(url.replace(/^.*\/api\/v1/, ""), init));
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(thinh, true) });
});

beforeEach(() => {
  sent = [];
  localStorage.clear();
});
afterEach(cleanup);

function draw() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["today"], { date: "2026-04-29" });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={["/conclusions/new"]}>
          <Routes>
            <Route path="/conclusions/new" element={<NewConclusionPage />} />
            <Route path="/conclusions/:id" element={<p>recorded</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const field = (name: RegExp) => screen.getByRole<HTMLInputElement>("textbox", { name });
const type = (name: RegExp, value: string) => fireEvent.change(field(name), { target: { value } });

it("pasted lines and the head of the notice are sent in one request, once; nothing is lost on a fault or a reload", async () => {
  const problem = {
    type: "about:blank",
    title: "Unprocessable Entity",
    status: 422,
    code: "errs.invalid",
    detail: "Thông tin chưa hợp lệ.",
    fields: [{ path: "items[1].title", label: "Tên nhiệm vụ", detail: "cần ít nhất 5 ký tự." }],
    requestId: "r",
  };
  answerTo = () => new Response(JSON.stringify(problem), { status: 422 });
  draw();
  await screen.findByText(t("incoming.meeting.work"));
  const lines = await screen.findByRole("textbox", { name: t("task.quick") });
  fireEvent.change(lines, { target: { value: "Rà soát thủ tục\nBáo cáo chi ngân sách" } });
  const button = await screen.findByRole("button", { name: new RegExp(t("task.quick.sendMany.draft", { n: 2 })) });

  fireEvent.click(button); // the head is empty
  expect(await screen.findAllByText(t("incoming.missing"))).toHaveLength(3);
  expect(sent).toHaveLength(0);

  type(/Số, ký hiệu thông báo/, "15/TB-STC");
  type(/Ngày văn bản/, "28/04/2026");
  type(/Trích yếu/, "Kết luận giao ban");
  fireEvent.click(button);
  expect(await screen.findByText("Báo cáo chi ngân sách: cần ít nhất 5 ký tự.")).toBeTruthy();
  expect(sent[0]?.content).toMatchObject({ number: "15/TB-STC", abstract: "Kết luận giao ban", files: [] });
  expect(sent[0]?.content.items).toMatchObject([{ title: "Rà soát thủ tục" }, { title: "Báo cáo chi ngân sách" }]);

  cleanup(); // the page is loaded anew
  draw();
  await screen.findByText(t("incoming.meeting.work"));
  expect(field(/Số, ký hiệu thông báo/).value).toBe("15/TB-STC");
  answerTo = () => new Response(JSON.stringify({ id: "M1", number: "15/TB-STC", tasks: [] }), { status: 201 });
  fireEvent.click(await screen.findByRole("button", { name: new RegExp(t("task.quick.sendMany.draft", { n: 2 })) }));
  expect(await screen.findByText("recorded")).toBeTruthy();
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.key).toBeTruthy();
});
