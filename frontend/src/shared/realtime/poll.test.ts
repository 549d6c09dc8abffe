// @vitest-environment jsdom

import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { api } from "@/shared/api/client";
import { NetworkError } from "@/shared/api/problem";
import { poll, startPolling, usePolledAt } from "./poll";

afterEach(() => vi.restoreAllMocks());

/** watched is a client with one query on the screen and one that is not. */
function watched() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const queryFn = vi.fn(async () => "x");
  const leave = new QueryObserver(client, { queryKey: ["shown"], queryFn }).subscribe(() => undefined);
  client.setQueryData(["hidden"], "y");
  return { client, queryFn, leave };
}

it("asks anew for what is on the screen while the server answers without a socket", async () => {
  vi.spyOn(api, "get").mockResolvedValue({ date: "2026-10-29" });
  const { client, queryFn, leave } = watched();
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(await poll(client)).toBe(true);
  expect(queryFn).toHaveBeenCalledTimes(2);
  leave();
});

it("asks for nothing more, and says so, when there is no answer", async () => {
  vi.spyOn(api, "get").mockRejectedValue(new NetworkError("no answer"));
  const { client, queryFn, leave } = watched();
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(await poll(client)).toBe(false);
  expect(queryFn).toHaveBeenCalledTimes(1);
  leave();
});

it("says that the server answers while it is asked by the clock, and forgets it when there is a socket again", async () => {
  vi.useFakeTimers();
  try {
    const get = vi.spyOn(api, "get").mockResolvedValue({ date: "2026-10-29" });
    const { result } = renderHook(() => usePolledAt());
    const stop = startPolling(new QueryClient());
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(result.current).toBe(Date.now());
    get.mockRejectedValue(new NetworkError("no answer"));
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(result.current).toBeUndefined();
    get.mockResolvedValue({ date: "2026-10-29" });
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(result.current).toBeDefined();
    act(stop);
    expect(result.current).toBeUndefined();
    const asked = get.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(get).toHaveBeenCalledTimes(asked);
  } finally {
    vi.useRealTimers();
  }
});
