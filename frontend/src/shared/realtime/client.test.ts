import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ChangeEvent, type Ports, RealtimeClient } from "./client";

/** FakeSocket stands for the browser's; the test plays the server. */
class FakeSocket {
  static all: FakeSocket[] = [];
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  sent: string[] = [];
  closed = false;
  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const ready = { type: "ready", epoch: "e1", last: "10", resync: false };
const newest = () => FakeSocket.all[FakeSocket.all.length - 1] as FakeSocket;
let events: ChangeEvent[];
let resyncs: number;

function make(ports: Partial<Ports> = {}): RealtimeClient {
  return new RealtimeClient({
    ticket: async () => "t1",
    open: () => new FakeSocket() as unknown as WebSocket,
    renew: async () => true,
    onEvent: (event) => events.push(event),
    onResync: () => {
      resyncs += 1;
    },
    random: () => 1,
    ...ports,
  });
}

/** connected starts a client and lets the server accept it. */
async function connected(ports?: Partial<Ports>): Promise<RealtimeClient> {
  const client = make(ports);
  client.start();
  await vi.advanceTimersByTimeAsync(0);
  newest().onopen?.();
  newest().says(ready);
  return client;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  events = [];
  resyncs = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("RealtimeClient", () => {
  it("sends the ticket first, is live when ready, and passes events on", async () => {
    const client = await connected();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t1" });
    expect(client.getState()).toEqual({ status: "live" });
    newest().says({ type: "event", id: "11", object: { type: "task", id: "a" }, version: 2 });
    expect(events.map((event) => event.object.id)).toEqual(["a"]);
    expect(resyncs).toBe(0);
  });

  it("asks for what it missed: epoch and last id go with the next ticket", async () => {
    const client = await connected();
    newest().says({ type: "event", id: "11", object: { type: "task", id: "a" }, version: 2 });
    newest().says({ type: "ping", epoch: "e1", last: "15" });
    newest().onclose?.({ code: 1006, reason: "" });
    expect(client.getState()).toMatchObject({ status: "lost", attempt: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    newest().onopen?.();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t1", epoch: "e1", last: "15" });
  });

  it("refetches everything when told, or when the epoch changed", async () => {
    await connected();
    newest().says({ type: "resync", epoch: "e1", last: "20" });
    newest().says({ type: "ping", epoch: "e2", last: "1" });
    expect(resyncs).toBe(2);
  });

  it("waits longer after each failure, never more than 30 s, and begins anew after success", async () => {
    const client = make({ ticket: async () => undefined });
    client.start();
    const pauses: number[] = [];
    for (let i = 0; i < 7; i++) {
      await vi.advanceTimersByTimeAsync(0);
      const state = client.getState();
      if (state.status !== "lost") throw new Error("should be lost");
      pauses.push(state.retryAt - Date.now());
      await vi.advanceTimersByTimeAsync(state.retryAt - Date.now());
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("waits as long as a restarting server asks of it", async () => {
    const client = await connected();
    newest().onclose?.({ code: 1012, reason: "2500" });
    expect(client.getState()).toMatchObject({ status: "lost", retryAt: Date.now() + 3_500 });
    await vi.advanceTimersByTimeAsync(3_500);
    newest().onclose?.({ code: 1012, reason: "soon" });
    expect(client.getState()).toMatchObject({ status: "lost", retryAt: Date.now() + 2_000 });
  });

  it("renews the session and the line without a word, and goes on where it was", async () => {
    const renew = vi.fn(async () => true);
    const client = await connected({ renew });
    const seen: string[] = [];
    client.subscribe(() => seen.push(client.getState().status));
    newest().onclose?.({ code: 4401, reason: "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(renew).toHaveBeenCalledOnce();
    expect(FakeSocket.all).toHaveLength(2);
    newest().onopen?.();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t1", epoch: "e1", last: "10" });
    newest().says(ready);
    expect(seen).not.toContain("lost");
  });

  it.each([
    ["the renewal fails", async () => Promise.reject(new Error("no line"))],
    ["the person has to sign in again", async () => false],
  ])("says so when %s", async (_, renew) => {
    const client = await connected({ renew });
    newest().onclose?.({ code: 4401, reason: "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(client.getState().status).toBe("lost");
  });

  it("does not storm a server that refuses the renewed session too", async () => {
    const renew = vi.fn(async () => true);
    const client = await connected({ renew });
    newest().onclose?.({ code: 4401, reason: "" });
    await vi.advanceTimersByTimeAsync(0);
    newest().onclose?.({ code: 4401, reason: "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(client.getState().status).toBe("lost");
    expect(renew).toHaveBeenCalledOnce();
  });

  it.each([
    ["a ticket", { ticket: () => new Promise<string>(() => undefined) }],
    ["the first word of the server", {}],
  ])("does not wait for ever for %s", async (_, ports: Partial<Ports>) => {
    const client = make(ports);
    client.start();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(client.getState().status).toBe("connecting");
    await vi.advanceTimersByTimeAsync(1);
    expect(client.getState()).toMatchObject({ status: "lost", attempt: 1 });
  });

  it("tries again at once when asked, also while an attempt hangs, and the late ticket of that one opens nothing", async () => {
    const tickets: ((ticket: string) => void)[] = [];
    const client = make({ ticket: () => new Promise((resolve) => tickets.push(resolve)) });
    client.start();
    await vi.advanceTimersByTimeAsync(5_000);
    client.retryNow();
    expect(tickets).toHaveLength(2);
    tickets[1]?.("t2");
    await vi.advanceTimersByTimeAsync(0);
    newest().onopen?.();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t2" });
    newest().says(ready);
    tickets[0]?.("t1");
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all).toHaveLength(1);
    expect(client.getState()).toEqual({ status: "live" });
  });

  it("opens nothing for a ticket that comes after its attempt was given up", async () => {
    let give: (ticket: string) => void = () => undefined;
    const client = make({ ticket: () => new Promise((resolve) => (give = resolve)), random: () => 1 });
    client.start();
    await vi.advanceTimersByTimeAsync(30_000);
    give("late");
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all).toHaveLength(0);
    expect(client.getState().status).toBe("lost");
  });

  it("changes a line that looks alive for a new one when asked, from the place it had", async () => {
    const client = await connected();
    client.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all[0]?.closed).toBe(true);
    newest().onopen?.();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t1", epoch: "e1", last: "10" });
  });

  it("stays stopped when asked to hurry after it was stopped", async () => {
    const client = await connected();
    client.stop();
    client.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("takes 50 s of silence for a dead line", async () => {
    const client = await connected();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(client.getState().status).toBe("live");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(client.getState().status).toBe("lost");
    expect(FakeSocket.all[0]?.closed).toBe(true);
  });

  it("forgets its place when stopped, and a late close of the old socket changes nothing", async () => {
    const client = await connected();
    const old = newest();
    client.stop();
    old.onclose?.({ code: 1006, reason: "" });
    expect(client.getState().status).toBe("connecting");
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    newest().onopen?.();
    expect(JSON.parse(newest().sent[0] ?? "")).toEqual({ ticket: "t1" });
  });
});
