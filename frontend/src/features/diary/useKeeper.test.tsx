// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { DiaryDay, Me } from "@/shared/api/types";
import { countDrafts } from "@/shared/draft/useDraft";
import { diaryApi } from "./api";
import { dayWith } from "./model/fixtures";
import { useKeeper } from "./useKeeper";

vi.mock("@/shared/realtime/line", () => ({ useLine: () => ({ state: { status: "live" } }) }));

const client = new QueryClient();
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);
const day = dayWith([]);
const open = () => renderHook(() => useKeeper(day), { wrapper });

beforeEach(() => {
  vi.useFakeTimers();
  session.start({ accessToken: "t", expiresIn: 900, me: { id: "lan" } as Me });
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
  vi.useRealTimers();
});

it("leaves the text of who writes the day now when a save of before is answered", async () => {
  let answer: (day: DiaryDay) => void = () => undefined;
  vi.spyOn(diaryApi, "save").mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const first = open();
  act(() => first.result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Một" })));
  first.unmount();
  const answerFirst = answer;
  const second = open();
  act(() => second.result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Hai" })));
  await act(async () => answerFirst(dayWith([], { plan: "Một", version: 2 })));
  expect(countDrafts("lan")).toBe(1);
});

it("saves what was typed a moment ago before the session ends", async () => {
  const save = vi.spyOn(diaryApi, "save").mockResolvedValue(dayWith([], { plan: "Một", version: 2 }));
  const { result } = open();
  act(() => result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Một" })));
  await act(() => session.finish());
  expect(save).toHaveBeenCalledOnce();
  expect(countDrafts("lan")).toBe(0);
});
