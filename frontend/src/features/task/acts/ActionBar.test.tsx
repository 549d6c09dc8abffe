// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { Problem, Task } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, taskOf, thinh } from "../model/fixtures";
import { ActionBar } from "./ActionBar";

vi.mock("@/shared/realtime/line", () => ({
  useLine: () => ({ state: { status: "live" }, retryNow: () => undefined }),
}));
vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

const submitted = taskOf({
  state: "submitted",
  version: 7,
  acts: ["approve", "return", "recall", "cancel"],
  submissions: [{ at: "2026-04-29T02:00:00Z", by: lan, note: "Đã xong.", quantity: 1, files: [] }],
});
const reason = "Thiếu phụ lục hình ảnh từng bước.";

const sent: { path: string; body: unknown; key: string | null }[] = [];
let answers: (() => Response)[] = [];
const reply = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status });
const conflict = (current: Task) =>
  reply(409, {
    type: "about:blank",
    title: "Conflict",
    status: 409,
    code: "errs.changed",
    detail: "Nội dung đã được người khác thay đổi.",
    requestId: "r1",
    current,
  } satisfies Problem);

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, no observer of sizes and no fonts, which Mantine asks for.
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
  sent.length = 0;
  answers = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({
      path: url.replace("/api/v1", ""),
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
      key: new Headers(init.headers).get("Idempotency-Key"),
    });
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("no answer");
    return answer();
  });
});
afterEach(() => {
  cleanup();
  gone.mockClear();
  session.end();
  localStorage.clear();
});

function show(task: Task, assigns = true, room = 4) {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(assigns ? thinh : lan, assigns) });
  const client = new QueryClient();
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter>
          <ActionBar task={task} room={room} onGone={gone} />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
const gone = vi.fn();
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const openReturn = () => fireEvent.click(button("Yêu cầu làm lại"));
const typeReason = (text: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: /Lý do làm lại/ }), { target: { value: text } });
const ctrlEnter = () =>
  fireEvent.keyDown(screen.getByRole("textbox", { name: /Lý do làm lại/ }), { key: "Enter", ctrlKey: true });

describe("ActionBar", () => {
  it("shows exactly what the server allows, one button filled", () => {
    show(submitted);
    const buttons = screen.getAllByRole("button");
    expect(buttons.map((one) => one.textContent)).toEqual([
      "Duyệt hoàn thành",
      "Yêu cầu làm lại",
      "Thu hồi",
      "Hủy nhiệm vụ",
    ]);
    expect(buttons.filter((one) => one.dataset.variant === "filled")).toHaveLength(1);
  });

  it("shows nothing to who may do nothing", () => {
    show(taskOf({ acts: [] }));
    expect(screen.queryAllByRole("button")).toEqual([]);
  });
});

describe("in somebody's place", () => {
  it("leads away from what is answered: it is no longer to be seen", async () => {
    const mine = { ...submitted, instead: { id: thinh.id, name: thinh.name } };
    answers = [reply(200, { ...submitted, version: submitted.version + 1, state: "in_progress", acts: [] })];
    show(mine);
    openReturn();
    typeReason("Thiếu số liệu của hai huyện");
    ctrlEnter();
    await waitFor(() => expect(gone).toHaveBeenCalledOnce());
  });
});

describe("nudging", () => {
  const watched = taskOf({ version: 4, acts: ["nudge", "recall"] });

  it("asks for nothing, and a second click is no second nudge", async () => {
    const nudged = { count: 1, at: "2026-04-29T09:00:00Z", by: thinh, again: "2026-04-29T13:00:00Z" };
    const after = { ...watched, version: 5, nudged, updatedAt: nudged.at };
    answers = [reply(200, after), conflict(after)];
    show(watched);
    fireEvent.click(button(/Đôn đốc/));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ path: "/tasks/000128/nudge", body: { version: 4 } });
    // The same again, as a second click before the answer: the conflict is one's own nudge.
    await waitFor(() => expect(button(/Đôn đốc/).dataset.loading).toBeUndefined());
    fireEvent.click(button(/Đôn đốc/));
    await waitFor(() => expect(sent).toHaveLength(2));
    await waitFor(() => expect(button(/Đôn đốc/).dataset.loading).toBeUndefined());
    expect(screen.queryByText("Chưa đôn đốc được")).toBeNull();
  });

  it("says when it is possible again", async () => {
    const detail = "Nhiệm vụ này vừa được đôn đốc. Đôn đốc lại được từ 14:00 24/04/2026.";
    const problem = {
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code: "task.nudged",
      detail,
      requestId: "r",
    };
    answers = [reply(409, { ...problem, current: watched })];
    show(watched);
    fireEvent.click(button(/Đôn đốc/));
    await screen.findByText("Chưa đôn đốc được");
    expect(screen.getByText(/14:00 24\/04\/2026/)).toBeTruthy();
  });
});

describe("a form of an act", () => {
  it("sends what was typed with the version that was seen", async () => {
    answers = [reply(200, { ...submitted, version: 8 })];
    show(submitted);
    openReturn();
    typeReason(`  ${reason} `);
    fireEvent.click(screen.getByRole("switch"));
    ctrlEnter();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent[0]).toEqual({ path: "/tasks/000128/return", body: { version: 7, reason, major: true }, key: null });
    expect(Object.keys(localStorage).filter((key) => key.startsWith("congvu.draft"))).toEqual([]);
  });

  it("leads from a decision to the next task that waits, with the focus on it", async () => {
    const other = { ...taskOf({ id: "000131", code: "NV-2026-000131", title: "Rà soát danh mục" }) };
    answers = [
      reply(200, { ...submitted, state: "in_progress", acts: [], version: 8 }),
      reply(200, { items: [{ ...submitted, id: submitted.id }, other] }),
    ];
    show(submitted);
    openReturn();
    typeReason(reason);
    ctrlEnter();
    const next = await screen.findByRole("link", { name: "Việc tiếp theo: NV-2026-000131" });
    expect(next.getAttribute("href")).toBe("/tasks/000131");
    await waitFor(() => expect(document.activeElement).toBe(next));
  });

  it("says that nothing waits after the last decision, and nothing at all when the form was only closed", async () => {
    answers = [reply(200, { ...submitted, version: 8 }), reply(200, { items: [submitted] })];
    show(submitted);
    openReturn();
    fireEvent.click(button("Đóng"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([]);
    openReturn();
    typeReason(reason);
    ctrlEnter();
    await screen.findByText("Không còn nhiệm vụ nào chờ bạn.");
  });

  it("sends nothing without a real reason, and says so", () => {
    show(submitted);
    openReturn();
    typeReason("ngắn");
    ctrlEnter();
    expect(screen.getByText(/ít nhất 10 ký tự/)).toBeTruthy();
    expect(sent).toEqual([]);
  });

  it("keeps what was typed when it is closed, and after no answer", async () => {
    const { unmount } = show(submitted);
    openReturn();
    typeReason(reason);
    ctrlEnter();
    await screen.findByText("Chưa gửi được yêu cầu làm lại");
    unmount();
    show(submitted);
    openReturn();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Lý do làm lại/ }).value).toBe(reason);
  });

  it("takes a conflict with its own act as done", async () => {
    const decision = { verdict: "returned" as const, at: "2026-04-29T03:00:00Z", by: thinh, reason, major: false };
    const done = taskOf({ version: 8, submissions: submitted.submissions.map((one) => ({ ...one, decision })) });
    answers = [conflict(done)];
    show(submitted);
    openReturn();
    typeReason(reason);
    ctrlEnter();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("says that an act is no longer possible and keeps the text", async () => {
    answers = [conflict(taskOf({ version: 8, state: "recalled", acts: [] }))];
    show(submitted);
    openReturn();
    typeReason(reason);
    ctrlEnter();
    await screen.findByText(/nay là “Bị thu hồi”/);
    expect(button("Chép chữ của tôi")).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Lý do làm lại/ }).value).toBe(reason);
  });

  it("shows both versions of a report and sends mine on top of the stored one", async () => {
    const working = taskOf({ version: 3, acts: ["submit", "report"], progress: 35 });
    const stored = { ...working, version: 4, progress: 50 };
    answers = [conflict(stored), reply(200, { ...stored, version: 5 })];
    show(working, false);
    fireEvent.click(button(/Báo cáo tiến độ/));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Xong phụ lục." } });
    fireEvent.click(button("75%"));
    fireEvent.click(button(/Gửi báo cáo/));
    fireEvent.click(await screen.findByRole("button", { name: "Gửi bản của tôi thành bản 5" }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.body).toEqual({ version: 4, percent: 75, text: "Xong phụ lục." });
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });

  it("asks whether the progress is really the same", async () => {
    answers = [reply(200, taskOf({ version: 4, progress: 35 }))];
    show(taskOf({ version: 3, acts: ["report"], progress: 35 }), false);
    fireEvent.click(button(/Báo cáo tiến độ/));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Chờ số liệu của hai xã." } });
    fireEvent.click(button(/Gửi báo cáo/));
    expect(screen.getByText(/Tiến độ chưa đổi so với lần trước/)).toBeTruthy();
    expect(sent).toEqual([]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Tiến độ vẫn là 35%" }));
    fireEvent.click(button(/Gửi báo cáo/));
    await waitFor(() => expect(sent[0]?.body).toEqual({ version: 3, percent: 35, text: "Chờ số liệu của hai xã." }));
  });

  it("repeats a report whose answer was lost under the same key", async () => {
    const working = taskOf({ acts: ["report"] });
    show(working, false);
    fireEvent.click(button(/Báo cáo tiến độ/));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Xong phụ lục." } });
    fireEvent.click(button("100%"));
    fireEvent.click(button(/Gửi báo cáo/));
    fireEvent.click(await screen.findByRole("button", { name: /Gửi lại/ }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });

  it("leaves the task after it was given back: it is its assigner's draft again", async () => {
    answers = [reply(200, taskOf({ state: "draft", acts: [] }))];
    show(taskOf({ state: "assigned", acts: ["accept", "decline"] }), false);
    fireEvent.click(button("Trả lại"));
    fireEvent.click(button("Thiếu văn bản, tài liệu để thực hiện."));
    fireEvent.click(screen.getAllByRole("button", { name: /Trả lại/ }).at(-1) as HTMLElement);
    await waitFor(() => expect(gone).toHaveBeenCalledOnce());
  });
});
