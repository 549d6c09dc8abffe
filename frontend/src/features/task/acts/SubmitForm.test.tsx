// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { Task, TaskFile } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, taskOf } from "../model/fixtures";
import { SubmitForm } from "./SubmitForm";

vi.mock("@/shared/realtime/line", () => ({
  useLine: () => ({ state: { status: "live" }, retryNow: () => undefined }),
}));
vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

let submitted: unknown[];
let swept: boolean;
// The server has the rest of a file once it is let go.
let arriving: Promise<void>;
let arrive: () => void;

const attached: TaskFile = {
  id: "OLD",
  name: "phu-luc.pdf",
  size: 2048,
  type: "application/pdf",
  sha256: "",
  state: "ready",
  by: lan,
  at: "2026-04-28T02:00:00Z",
  series: "OLD",
  n: 1,
  result: true,
  seen: [],
};
const gone = {
  type: "about:blank",
  title: "Not Found",
  status: 404,
  code: "errs.not_found",
  detail: "",
  requestId: "r",
};

async function answer(path: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  const upload = { id: "NEW", name: "du-thao.txt", size: 7, state: "receiving", part: 512, missing: [0] };
  if (path === "/uploads") return reply(upload, 201);
  if (path === "/uploads/NEW/parts/0") return arriving.then(() => new Response(null, { status: 204 }));
  if (path === "/uploads/NEW/finish") return reply({ ...upload, state: "ready", missing: [] });
  if (path === "/uploads/NEW" && init.method === "GET") return swept ? reply(gone, 404) : reply(upload);
  if (path.endsWith("/files")) return reply({ items: [attached] });
  if (path.endsWith("/submit")) {
    submitted.push(JSON.parse(String(init.body)));
    return reply(taskOf({ state: "submitted" }));
  }
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
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => answer(url.replace("/api/v1", ""), init));
});
beforeEach(() => {
  submitted = [];
  swept = false;
  arriving = new Promise((resolve) => {
    arrive = resolve;
  });
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

function show(task: Task) {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <SubmitForm task={task} onClose={() => undefined} onGone={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
const note = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Kết quả trình duyệt/ });
const type = (text: string) => fireEvent.change(note(), { target: { value: text } });
const choose = () =>
  fireEvent.change(screen.getByLabelText("Chọn tệp", { selector: "input" }), {
    target: { files: [new File(["noi dun"], "du-thao.txt")] },
  });
const send = () => fireEvent.keyDown(note(), { key: "Enter", ctrlKey: true });

it("hands in no file that has not arrived, and loses nothing that is typed meanwhile", async () => {
  show(taskOf());
  choose();
  type("Dự thảo lần 1");
  send();
  expect(await screen.findByText(/Còn tệp chưa gửi xong/)).toBeTruthy();
  arrive();
  await screen.findByRole("button", { name: "Bỏ du-thao.txt" });
  expect(note().value).toBe("Dự thảo lần 1");
  await waitFor(() => expect(screen.queryByText(/Còn tệp chưa gửi xong/)).toBeNull());
  send();
  await waitFor(() => expect(submitted).toEqual([{ version: 3, note: "Dự thảo lần 1", quantity: 1, files: ["NEW"] }]));
});

it("keeps the files of a form that was closed, and says which one was cleared away since", async () => {
  const first = show(taskOf());
  arrive();
  type("Dự thảo lần 1");
  choose();
  await screen.findByRole("button", { name: "Bỏ du-thao.txt" });
  first.unmount();
  swept = true;
  show(taskOf());
  await screen.findByText(/đã được dọn/);
  send();
  await screen.findByText(/Còn tệp chưa gửi xong/);
  fireEvent.click(screen.getByRole("button", { name: "Bỏ du-thao.txt" }));
  send();
  await waitFor(() => expect(submitted).toEqual([{ version: 3, note: "Dự thảo lần 1", quantity: 1 }]));
});

const handedIn = { at: "2026-04-28T02:00:00Z", by: lan, note: "Đã xong.", quantity: 1, files: ["OLD"] };

it("hands in what was taken back once more, unless it is left out", async () => {
  show(taskOf({ withdrawn: [handedIn] }));
  const again = await screen.findByRole<HTMLInputElement>("checkbox", { name: /phu-luc.pdf/ });
  expect(again.checked).toBe(true);
  send();
  await waitFor(() => expect(submitted).toEqual([{ version: 3, note: "Đã xong.", quantity: 1, files: ["OLD"] }]));
});

it("offers what was sent back, and takes it only when it is chosen", async () => {
  show(taskOf({ submissions: [handedIn] }));
  const again = await screen.findByRole<HTMLInputElement>("checkbox", { name: /phu-luc.pdf/ });
  expect(again.checked).toBe(false);
  fireEvent.click(again);
  type("Bản sửa");
  send();
  await waitFor(() => expect(submitted).toEqual([{ version: 3, note: "Bản sửa", quantity: 1, files: ["OLD"] }]));
});
