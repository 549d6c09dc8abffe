import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, NetworkError } from "@/shared/api/problem";
import type { DiaryDay, DiaryInput } from "@/shared/api/types";
import { dayWith, entry } from "./fixtures";
import { Keeper, type Kept, type Ports } from "./keeper";
import { type Line, lineFrom, withLine, withLines } from "./sheet";

/** A server with one day: it counts versions, trims, names lines and refuses stale ones, as the real one does. */
class Server {
  day: DiaryDay;
  inputs: DiaryInput[] = [];
  fail: (() => Error | undefined) | undefined;
  loseAnswer = false;
  private ids = 0;

  constructor(day: DiaryDay) {
    this.day = day;
  }

  save = async (input: DiaryInput): Promise<DiaryDay> => {
    const error = this.fail?.();
    if (error !== undefined) throw error;
    this.inputs.push(input);
    if (input.version !== this.day.version) throw conflict(this.day);
    const entries = input.entries.map(({ task: _, ...line }) => ({
      ...line,
      id: line.id ?? `id${++this.ids}`,
      createdAt: "2026-04-29T09:00:00Z",
      changedAt: "2026-04-29T09:00:00Z",
      late: false,
    }));
    this.day = { ...this.day, ...input, entries, version: this.day.version + 1 };
    if (this.loseAnswer) throw new NetworkError("no answer");
    return this.day;
  };

  submit = async (version: number): Promise<DiaryDay> => {
    if (version !== this.day.version) throw conflict(this.day);
    this.day = { ...this.day, version: version + 1, state: "submitted", acts: [] };
    return this.day;
  };
}

function conflict(current: DiaryDay): ApiProblem {
  return new ApiProblem({
    type: "about:blank",
    title: "",
    status: 409,
    code: "errs.changed",
    detail: "changed",
    requestId: "r",
    current,
  });
}

const line = (key: string, text: string, id?: string): Line => ({ key, id, text, unplanned: false });
const add = (text: string) => (sheet: Parameters<typeof withLines>[0]) => withLines(sheet, [line(`k-${text}`, text)]);

function open(server: Server, kept?: Kept) {
  let here: Kept | undefined = kept;
  const ports: Ports = {
    save: server.save,
    submit: server.submit,
    keep: (value) => {
      here = value;
    },
    stored: () => {},
  };
  const keeper = new Keeper(server.day, kept, ports);
  return { keeper, stop: keeper.start(), here: () => here };
}

const texts = (keeper: Keeper) => keeper.getState().sheet.lines.map((l) => l.text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Keeper", () => {
  it("saves once after a pause and then keeps nothing on this machine", async () => {
    const server = new Server(dayWith([]));
    const { keeper, here } = open(server);
    keeper.edit(add("Họp"));
    keeper.edit((sheet) => ({ ...sheet, plan: "Gửi báo cáo" }));
    expect(here()?.sheet.plan).toBe("Gửi báo cáo");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.inputs).toHaveLength(1);
    expect(keeper.getState().saving.kind).toBe("saved");
    expect(keeper.getState().sheet.lines[0]?.id).toBe("id1");
    expect(here()).toBeUndefined();
  });

  it("has one request under way at a time, whoever asks to send meanwhile", async () => {
    const server = new Server(dayWith([]));
    let [under, most] = [0, 0];
    const { save } = server;
    server.save = async (input) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 500));
      under -= 1;
      return save(input);
    };
    const { keeper } = open(server);
    keeper.edit(add("một"));
    const first = keeper.flush();
    keeper.edit(add("hai"));
    const others = [keeper.flush(), keeper.flush(), keeper.flush()];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await Promise.all([first, ...others])).toEqual([true, true, true, true]);
    expect(most).toBe(1);
    expect(server.inputs).toHaveLength(2);
    expect(server.day.entries.map((one) => one.text)).toEqual(["một", "hai"]);
  });

  it("takes what it saved as the ground for the next merge", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    keeper.edit(add("một"));
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.edit(add("hai"));
    // Another screen changes the saved line before this one has sent its second.
    const [saved] = server.day.entries;
    server.day = { ...server.day, version: 3, entries: saved === undefined ? [] : [{ ...saved, text: "một, sửa" }] };
    keeper.receive(server.day);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.getState().saving.kind).toBe("saved");
    expect(texts(keeper)).toEqual(["một, sửa", "hai"]);
    expect(server.day.entries.map((one) => one.text)).toEqual(["một, sửa", "hai"]);
  });

  it("sends later text after a save that was never answered", async () => {
    const server = new Server(dayWith([]));
    const { save } = server;
    let dead = true;
    // What a request without an answer becomes: shared/api/client.ts gives it 25 s.
    server.save = (input) =>
      dead ? new Promise((_, reject) => setTimeout(() => reject(new NetworkError("no answer")), 25_000)) : save(input);
    const { keeper } = open(server);
    keeper.edit(add("một"));
    await vi.advanceTimersByTimeAsync(1_000);
    dead = false;
    keeper.edit(add("hai"));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(server.day.entries.map((one) => one.text)).toEqual(["một", "hai"]);
    expect(keeper.getState().saving.kind).toBe("saved");
  });

  it("leaves a blank that was just typed on the screen", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    keeper.edit(add("Họp "));
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.receive(server.day); // the echo of the own save
    expect(texts(keeper)).toEqual(["Họp "]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.inputs).toHaveLength(1);
  });

  it("ignores a refetch that is older than its own save", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    const before = server.day;
    keeper.edit(add("Họp"));
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.receive(before);
    expect(keeper.getState().day.version).toBe(2);
    expect(texts(keeper)).toEqual(["Họp"]);
  });

  it("does not store an emptied line until it is written anew", async () => {
    const server = new Server(dayWith([entry("e1", "Cũ")]));
    const { keeper } = open(server);
    keeper.edit((sheet) => withLine(sheet, "e1", { text: "" }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.inputs).toHaveLength(0);
    keeper.edit((sheet) => withLine(sheet, "e1", { text: "Mới" }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.inputs[0]?.entries).toEqual([expect.objectContaining({ id: "e1", text: "Mới" })]);
  });

  it("tries again without a line and loses nothing", async () => {
    const server = new Server(dayWith([]));
    const { keeper, here } = open(server);
    server.fail = () => new NetworkError("no line");
    keeper.edit(add("Họp"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.getState().saving.kind).toBe("retrying");
    expect(here()?.sheet.lines).toHaveLength(1);
    server.fail = undefined;
    keeper.retry();
    await vi.advanceTimersByTimeAsync(1);
    expect(keeper.getState().saving.kind).toBe("saved");
  });

  it("does not double lines when only the answer was lost", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    server.loseAnswer = true;
    keeper.edit(add("Họp"));
    await vi.advanceTimersByTimeAsync(1_000);
    server.loseAnswer = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(keeper.getState().saving.kind).toBe("saved");
    expect(server.day.entries.map((e) => e.text)).toEqual(["Họp"]);
    expect(texts(keeper)).toEqual(["Họp"]);
  });

  it("goes on after a reload with what was not sent", async () => {
    const server = new Server(dayWith([]));
    const first = open(server);
    server.fail = () => new NetworkError("no line");
    first.keeper.edit(add("Họp"));
    await vi.advanceTimersByTimeAsync(1_000);
    const left = first.here();
    first.stop();
    server.fail = undefined;
    const second = open(server, left);
    expect(texts(second.keeper)).toEqual(["Họp"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.day.entries.map((e) => e.text)).toEqual(["Họp"]);
  });

  it("does not try again once the day was left", async () => {
    const server = new Server(dayWith([]));
    let tries = 0;
    server.fail = () => {
      tries += 1;
      return new NetworkError("no line");
    };
    const { keeper, stop, here } = open(server);
    keeper.edit(add("Họp"));
    stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(tries).toBe(1);
    expect(here()?.sheet.lines).toHaveLength(1);
  });

  it("merges by itself what another screen changed elsewhere in the day", async () => {
    const server = new Server(dayWith([entry("e1", "Một")]));
    const { keeper } = open(server);
    keeper.edit((sheet) => ({ ...sheet, plan: "Của tôi" }));
    server.day = { ...server.day, version: 2, entries: [entry("e1", "Một"), entry("e2", "Hai")] };
    await vi.advanceTimersByTimeAsync(2_000);
    expect(keeper.getState().saving.kind).toBe("saved");
    expect(server.day).toMatchObject({ plan: "Của tôi", version: 3 });
    expect(server.day.entries.map((e) => e.text)).toEqual(["Một", "Hai"]);
  });

  it("asks where both changed the same line, and stores what was chosen", async () => {
    const server = new Server(dayWith([entry("e1", "Một")]));
    const { keeper, here } = open(server);
    keeper.edit((sheet) => withLine(sheet, "e1", { text: "Một, của tôi" }));
    server.day = { ...server.day, version: 2, entries: [entry("e1", "Một, của máy khác")] };
    await vi.advanceTimersByTimeAsync(1_000);
    const { saving } = keeper.getState();
    expect(saving.kind).toBe("conflict");
    expect(texts(keeper)).toEqual(["Một, của tôi"]);
    expect(here()).toBeDefined();
    keeper.resolve({ e1: "mine" });
    await vi.advanceTimersByTimeAsync(1);
    expect(server.day).toMatchObject({ version: 3, entries: [{ id: "e1", text: "Một, của tôi" }] });
  });

  it("keeps the text when the day was submitted elsewhere", async () => {
    const server = new Server(dayWith([entry("e1", "Một")]));
    const { keeper, here } = open(server);
    keeper.edit(add("Hai"));
    server.day = { ...server.day, version: 2, state: "submitted", acts: [] };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.getState().saving.kind).toBe("refused");
    expect(texts(keeper)).toEqual(["Một", "Hai"]);
    expect(here()).toBeDefined();
    keeper.discard();
    expect(texts(keeper)).toEqual(["Một"]);
    expect(here()).toBeUndefined();
  });

  it("sends nothing of a day that cannot be changed, and keeps what was typed", async () => {
    const server = new Server(dayWith([entry("e1", "Một")], { state: "confirmed", acts: [] }));
    const { keeper, here } = open(server);
    keeper.edit(add("Hai"));
    expect(await keeper.flush()).toBe(false);
    expect(server.inputs).toEqual([]);
    expect(texts(keeper)).toEqual(["Một", "Hai"]);
    expect(here()?.sheet.lines).toHaveLength(2);
  });

  it("submits what was typed a moment ago together with the lines kept of what was ready", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    keeper.edit(add("Họp"));
    const ready = { source: "s1", text: "Trình duyệt", minutes: 60, at: "2026-04-29T03:00:00Z" };
    const day = await keeper.submit([lineFrom(ready)]);
    expect(day?.state).toBe("submitted");
    expect(day?.entries.map((e) => [e.text, e.source, e.minutes])).toEqual([
      ["Họp", undefined, undefined],
      ["Trình duyệt", "s1", 60],
    ]);
  });

  it("does not submit while there is no line", async () => {
    const server = new Server(dayWith([]));
    const { keeper } = open(server);
    server.fail = () => new NetworkError("no line");
    expect(await keeper.submit([line("k", "Họp")])).toBeUndefined();
    expect(keeper.getState().saving.kind).toBe("retrying");
  });
});
