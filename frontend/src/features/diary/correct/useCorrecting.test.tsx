// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import type { DiaryDay, Me } from "@/shared/api/types";
import { loadLanguage, loadWords } from "@/shared/i18n";
import { diaryApi } from "../api";
import { dayWith, entry } from "../model/fixtures";
import { withLine, withLines } from "../model/sheet";
import { diaryWords } from "../words";
import { useCorrecting } from "./useCorrecting";

beforeAll(async () => {
  await loadLanguage("vi");
  await loadWords([diaryWords]);
});
beforeEach(() => session.start({ accessToken: "t", expiresIn: 900, me: { id: "p1" } as Me }));
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
  vi.restoreAllMocks();
});

const day = dayWith([entry("a", "Họp"), entry("b", "Soạn tờ trình")], {
  state: "confirmed",
  version: 3,
  acts: ["correct"],
});

function open() {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useCorrecting(day), { wrapper });
}

const refusal = (current: DiaryDay) =>
  new ApiProblem({
    type: "about:blank",
    title: "",
    status: 409,
    code: "changed",
    detail: "Đã đổi.",
    requestId: "r",
    current,
  });

/** begun has changed the first line and added one. */
function begun() {
  const hook = open();
  act(() => hook.result.current.start());
  expect(hook.result.current.ready).toBe(false);
  act(() => {
    hook.result.current.edit((now) => withLine(now, "a", { text: "Họp giao ban" }));
    hook.result.current.edit((now) => withLines(now, [{ key: "k", text: "Gọi hai xã", unplanned: false }]));
    hook.result.current.setReason("Bổ sung việc còn thiếu.");
  });
  return hook;
}

it("keeps what is typed over a reload and sends it once, with its reason and the device's time", async () => {
  begun().unmount();
  const { result } = open();
  expect(result.current.held?.sheet.lines.map(({ text }) => text)).toEqual([
    "Họp giao ban",
    "Soạn tờ trình",
    "Gọi hai xã",
  ]);
  const correct = vi.spyOn(diaryApi, "correct").mockResolvedValue({ ...day, version: 4, state: "submitted" });
  const sent = vi.fn();
  act(() => result.current.send(sent));
  await waitFor(() => expect(sent).toHaveBeenCalledOnce());
  const [date, input, reason] = correct.mock.calls[0] ?? [];
  expect([date, input?.version, reason]).toEqual(["2026-04-29", 3, "Bổ sung việc còn thiếu."]);
  expect(input?.entries.map(({ id, deviceAt }) => [id, deviceAt !== undefined])).toEqual([
    ["a", true],
    ["b", false],
    [undefined, false],
  ]);
  expect(result.current.held).toBeUndefined();
});

it("joins what another device changed elsewhere in the day, and waits to be sent again", async () => {
  const { result } = begun();
  const theirs = { ...day, version: 4, entries: [entry("a", "Họp"), entry("b", "Soạn tờ trình và phụ lục")] };
  vi.spyOn(diaryApi, "correct").mockRejectedValue(refusal(theirs));
  act(() => result.current.send(() => undefined));
  await waitFor(() => expect(result.current.joined).toBe(true));
  expect(result.current.held?.version).toBe(4);
  expect(result.current.held?.sheet.lines.map(({ text }) => text)).toEqual([
    "Họp giao ban",
    "Soạn tờ trình và phụ lục",
    "Gọi hai xã",
  ]);
});

it("asks when both changed the same line, and goes on from the choice", async () => {
  const { result } = begun();
  const theirs = { ...day, version: 4, entries: [entry("a", "Họp tuần"), entry("b", "Soạn tờ trình")] };
  vi.spyOn(diaryApi, "correct").mockRejectedValue(refusal(theirs));
  act(() => result.current.send(() => undefined));
  await waitFor(() => expect(result.current.conflict).toBeDefined());
  act(() => result.current.resolve({ a: "theirs" }));
  expect(result.current.conflict).toBeUndefined();
  expect(result.current.held?.version).toBe(4);
  expect(result.current.held?.sheet.lines.map(({ text }) => text)).toEqual(["Họp tuần", "Soạn tờ trình", "Gọi hai xã"]);
});

it("keeps the text when the day takes no correction any more", async () => {
  const { result } = begun();
  vi.spyOn(diaryApi, "correct").mockRejectedValue(refusal({ ...day, acts: [] }));
  act(() => result.current.send(() => undefined));
  await waitFor(() => expect(result.current.error).not.toBeNull());
  expect(result.current.held?.sheet.lines).toHaveLength(3);
});

it("cannot be sent while a stored line stands empty", () => {
  const { result } = begun();
  expect(result.current.ready).toBe(true);
  act(() => result.current.edit((now) => withLine(now, "b", { text: " " })));
  expect(result.current.ready).toBe(false);
});
