// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { DiaryDay, Me } from "@/shared/api/types";
import { removeDevice, welcome } from "@/shared/device/db";
import { diaryApi } from "./api";
import { dayWith } from "./model/fixtures";
import { queueOf } from "./offline/useWaiting";
import { useKeeper } from "./useKeeper";

vi.mock("@/shared/realtime/line", () => ({ useLine: () => ({ state: { status: "live" } }) }));

const client = new QueryClient();
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);
const day = dayWith([]);
const rows = () => queueOf("lan").getRows();
const open = () =>
  renderHook(
    () =>
      useKeeper(
        day,
        rows().find(({ date }) => date === day.date),
      ),
    { wrapper },
  );

beforeEach(() => {
  session.start({ accessToken: "t", expiresIn: 900, me: { id: "lan" } as Me });
});
afterEach(async () => {
  cleanup();
  session.end();
  localStorage.clear();
  await removeDevice("lan");
  welcome("lan");
});

it("leaves the text of who writes the day now when a save of before is answered", async () => {
  let answer: (day: DiaryDay) => void = () => undefined;
  const save = vi.spyOn(diaryApi, "save").mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const first = open();
  act(() => first.result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Một" })));
  first.unmount();
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  await waitFor(() => expect(rows()).toHaveLength(1));
  const answerFirst = answer;
  const second = open();
  act(() => second.result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Hai" })));
  await waitFor(() => expect(rows()[0]?.kept.sheet.plan).toBe("Hai"));
  await act(async () => answerFirst(dayWith([], { plan: "Một", version: 2 })));
  await waitFor(() => expect(rows()[0]?.kept.sheet.plan).toBe("Hai"));
});

it("saves what was typed a moment ago before the session ends", async () => {
  const save = vi.spyOn(diaryApi, "save").mockResolvedValue(dayWith([], { plan: "Một", version: 2 }));
  const { result } = open();
  act(() => result.current.keeper.edit((sheet) => ({ ...sheet, plan: "Một" })));
  await act(() => session.finish());
  expect(save).toHaveBeenCalledOnce();
  expect(rows()).toHaveLength(0);
});
