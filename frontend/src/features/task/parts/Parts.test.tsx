// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, taskOf } from "../model/fixtures";
import { partWord } from "../model/part";
import { taskQuery } from "../queries";
import { Parts } from "./Parts";
import { Readers } from "./Readers";
import { ChangeUrgency } from "./UrgencyDialog";

const stc = { id: "stc", name: "Sở Tài chính", shortName: "STC" };
const hoa = { id: "hoa", name: "Lê Thị Hoa" };
const handIns = [{ at: "2026-04-28T02:00:00Z", by: hoa, note: "Phụ lục biểu phí" }];
const part = { unit: stc, handIns: [], timeliness: { kind: "on_track" as const, days: 3 } };
const shared = taskOf({
  leadShare: 50,
  coordinators: [
    { ...part, person: hoa, share: 20, dueOn: "2026-05-04", mayDeliver: true },
    { ...part, share: 30, mayName: true },
  ],
});

const asked: { path: string; body: unknown }[] = [];
let stored: Task;
let refusal: object | undefined;
const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

configure({ asyncUtilTimeout: 15_000 });
// On a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function Shown() {
  const task = useQuery(taskQuery(stored.id)).data;
  return task === undefined ? null : <Parts task={task} today="2026-04-29" />;
}

function open(task: Task) {
  stored = task;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <Shown />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

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
});
beforeEach(() => {
  asked.length = 0;
  refusal = undefined;
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (init?.method === undefined || init.method === "GET")
      return reply(200, path.includes("/tasks/") ? stored : { items: [] });
    asked.push({ path: path.replace(/.*\/tasks\/[^/]+/, ""), body: JSON.parse(String(init.body)) });
    if (refusal !== undefined) return reply(422, refusal);
    return reply(200, stored);
  });
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan, true) });
});
afterEach(() => {
  cleanup();
  session.end();
});

it("says who has which share, until when, and what nobody does yet", async () => {
  open(shared);
  const rows = await screen.findAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringMatching(/^Nguyễn Thị Lanchủ trì.*50%$/),
    expect.stringMatching(/^Lê Thị Hoa.*hạn 04\/0?5.*20%/),
    expect.stringMatching(/^Sở Tài chínhchưa cử người.*30%/),
  ]);
  screen.getByRole("img", { name: "Tỷ lệ: Nguyễn Thị Lan 50%, Lê Thị Hoa 20%, Sở Tài chính 30%" });
});

it("says why a part without a share is not counted", async () => {
  open({ ...shared, coordinators: [{ ...part, person: hoa, share: undefined }] });
  await screen.findByText("Không tính điểm phần này vì khi giao không ghi tỷ lệ.");
});

it("hands a part in, once it is said what came of it", async () => {
  open(shared);
  fireEvent.click(await screen.findByRole("button", { name: "Báo xong phần phối hợp" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("button", { name: /^Báo xong phần phối hợp/ }));
  await dialog.findByText("Cần ghi kết quả phần phối hợp.");
  expect(asked).toEqual([]);
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: " Phụ lục biểu phí " } });
  fireEvent.click(dialog.getByRole("button", { name: /^Báo xong phần phối hợp/ }));
  await vi.waitFor(() =>
    expect(asked).toEqual([
      {
        path: "/coordinators/deliver",
        body: { version: shared.version, of: { person: "hoa" }, note: "Phụ lục biểu phí" },
      },
    ]),
  );
});

it("takes what was handed in, and asks for a reason to send it back", async () => {
  open(
    taskOf({
      leadShare: 80,
      coordinators: [{ ...part, share: 20, handIns, delivered: true, mayTake: true, mayReturn: true }],
    }),
  );
  fireEvent.click(await screen.findByRole("button", { name: "Xác nhận" }));
  await vi.waitFor(() =>
    expect(asked.at(-1)).toEqual({
      path: "/coordinators/answer",
      body: { version: shared.version, of: { unit: "stc" }, taken: true },
    }),
  );
  fireEvent.click(screen.getByRole("button", { name: "Yêu cầu làm lại" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: "Thiếu biểu phí của ba huyện" } });
  fireEvent.click(dialog.getByRole("button", { name: /^Yêu cầu làm lại/ }));
  await vi.waitFor(() =>
    expect(asked.at(-1)?.body).toEqual({
      version: shared.version,
      of: { unit: "stc" },
      taken: false,
      reason: "Thiếu biểu phí của ba huyện",
    }),
  );
});

it("keeps what was typed about who helps when it is refused, and says why", async () => {
  refusal = {
    code: "errs.invalid",
    status: 422,
    detail: "Có chỗ chưa đúng.",
    fields: [
      { path: "coordinators[0].due", label: "Hạn phối hợp", detail: "không được sau hạn 06/05/2026 của nhiệm vụ." },
    ],
  };
  open({ ...shared, mayCoordinate: true });
  fireEvent.click(await screen.findByRole("button", { name: "Đổi phối hợp" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByLabelText("Tỷ lệ phần trăm của Sở Tài chính"), {
    target: { value: "10" },
  });
  fireEvent.change(dialog.getByLabelText(/^Lý do/), { target: { value: "Giảm khối lượng phần này" } });
  fireEvent.click(dialog.getByRole("button", { name: /^Lưu/ }));
  await dialog.findByText(/không được sau hạn 06\/05\/2026/);
  expect(asked).toEqual([
    {
      path: "/coordinators",
      body: {
        version: shared.version,
        coordinators: [
          { person: "hoa", share: 20, due: "2026-05-04" },
          { unit: "stc", share: 10 },
        ],
        reason: "Giảm khối lượng phần này",
      },
    },
  ]);
  expect((dialog.getByLabelText(/^Lý do/) as HTMLTextAreaElement).value).toBe("Giảm khối lượng phần này");
});

it("takes somebody off who saw it for information", async () => {
  stored = taskOf({
    informed: [{ person: hoa, follows: true }, { person: { id: "vy", name: "Trần Khánh Vy" } }],
    mayInform: true,
  });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <Readers task={stored} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  screen.getByText("Lê Thị Hoa, Trần Khánh Vy");
  fireEvent.click(screen.getByRole("button", { name: "Đổi" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("button", { name: /Trần Khánh Vy/ }));
  fireEvent.click(dialog.getByRole("button", { name: /^Lưu/ }));
  await vi.waitFor(() =>
    expect(asked).toEqual([
      { path: "/informed", body: { version: stored.version, informed: [{ person: "hoa", follows: true }] } },
    ]),
  );
});

it("changes the urgency to another one, with a reason", async () => {
  stored = taskOf({ urgency: "khan", mayUrge: true });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <ChangeUrgency task={stored} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Đổi độ khẩn" }));
  const dialog = within(await screen.findByRole("dialog"));
  const send = () => fireEvent.click(dialog.getByRole("button", { name: /^Đổi độ khẩn/ }));
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: "Tỉnh yêu cầu trước lễ" } });
  send();
  await dialog.findByText("Hãy chọn độ khẩn khác.");
  expect(asked).toEqual([]);
  fireEvent.click(dialog.getByRole("radio", { name: "Hỏa tốc" }));
  send();
  await vi.waitFor(() =>
    expect(asked).toEqual([
      { path: "/urgency", body: { version: stored.version, urgency: "hoa_toc", reason: "Tỉnh yêu cầu trước lễ" } },
    ]),
  );
});

it("says in a list what one's own part is", () => {
  const timeliness = { kind: "on_track" as const, days: 3 };
  expect(partWord({})).toBeUndefined();
  expect(partWord({ myPart: { share: 20, dueOn: "2026-05-04", timeliness } })).toBe("Phần của tôi 20%, hạn 04/05/2026");
  expect(partWord({ myPart: { delivered: true, timeliness } })).toBe("Phần phối hợp của tôi, đã báo xong");
});
