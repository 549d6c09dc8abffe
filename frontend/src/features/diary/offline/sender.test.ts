// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, NetworkError } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import type { DiaryDay, DiaryInput, Me } from "@/shared/api/types";
import { removeDevice, welcome } from "@/shared/device/db";
import { dayWith, entry } from "../model/fixtures";
import type { Kept } from "../model/keeper";
import { type Line, sheetOf, withLines } from "../model/sheet";
import { Queue } from "./queue";
import { type Server, sendWaiting } from "./sender";

const line = (key: string, text: string): Line => ({ key, text, unplanned: false });

/** Days as the real server keeps them: versions are compared, a line that is known by its key is that line. */
class Days implements Server {
  days = new Map<string, DiaryDay>();
  done: string[] = [];
  cut = false;
  /** Stores, and then the line breaks. */
  losing = 0;
  private ids = 0;

  day = async (date: string): Promise<DiaryDay> => this.reach(this.days.get(date) ?? dayWith([], { date, version: 0 }));

  save = async (date: string, input: DiaryInput): Promise<DiaryDay> => {
    const day = await this.day(date);
    if (!day.acts.includes("edit")) throw refusal(409, "diary.locked", "Ngày đã khóa", day);
    if (input.version !== day.version) throw refusal(409, "errs.changed", "", day);
    const entries = input.entries.map(({ task: _, ...one }) => {
      const known = day.entries.find(({ id, key }) => id === one.id || (key !== undefined && key === one.key));
      return entry(known?.id ?? `id${++this.ids}`, one.text, { key: known?.key ?? one.key });
    });
    return this.store({ ...day, ...input, entries, version: day.version + 1 }, `save ${date}`);
  };

  submit = async (date: string, version: number): Promise<DiaryDay> => {
    const day = await this.day(date);
    if (day.state === "submitted" && day.version === version + 1) return day;
    if (version !== day.version) throw refusal(409, "errs.changed", "", day);
    return this.store({ ...day, version: version + 1, state: "submitted", acts: [] }, `submit ${date}`);
  };

  stored = (): void => {};

  private reach<T>(answer: T): T {
    if (this.cut) throw new NetworkError("no line");
    return answer;
  }

  private store(day: DiaryDay, what: string): DiaryDay {
    this.days.set(day.date, day);
    this.done.push(what);
    if (this.losing > 0) {
      this.losing -= 1;
      throw new NetworkError("no answer");
    }
    return day;
  }
}

function refusal(status: number, code: string, detail: string, current: DiaryDay): ApiProblem {
  return new ApiProblem({ type: "about:blank", title: "", status, code, detail, requestId: "r", current });
}

/** waits is a day as it was kept when lines were written below what the server had. */
function waits(day: DiaryDay, lines: Line[], more: Partial<Kept> = {}): Kept {
  const base = sheetOf(day);
  return { version: day.version, base, sheet: withLines(base, lines), ...more };
}

let queue: Queue;
let server: Days;
const texts = (date: string) => server.days.get(date)?.entries.map(({ text }) => text);
const fresh = (date: string) => dayWith([], { date, version: 0 });

beforeEach(() => {
  session.start({ accessToken: "t", expiresIn: 900, me: { id: "lan" } as Me });
  queue = new Queue("lan");
  server = new Days();
});
afterEach(async () => {
  session.end();
  queue.close();
  await removeDevice("lan");
  welcome("lan");
  vi.unstubAllGlobals();
});

describe("sendWaiting", () => {
  it("sends the oldest day first, its lines before its sending, and then keeps nothing", async () => {
    const two = [line("a", "Một"), line("b", "Hai")];
    await queue.put("2026-04-29", waits(fresh("2026-04-29"), two, { submit: true }), undefined);
    await queue.put("2026-04-28", waits(fresh("2026-04-28"), [line("c", "Ba")]), undefined);
    await sendWaiting(queue, server);
    expect(server.done).toEqual(["save 2026-04-28", "save 2026-04-29", "submit 2026-04-29"]);
    expect(texts("2026-04-29")).toEqual(["Một", "Hai"]);
    expect(queue.getRows()).toEqual([]);
  });

  it("stores each line once however often answers are lost, also when another device writes in between", async () => {
    const date = "2026-04-29";
    await queue.put(date, waits(fresh(date), [line("a", "Một"), line("b", "Hai")]), undefined);
    server.losing = 1;
    await sendWaiting(queue, server);
    expect(queue.getRows()).toHaveLength(1);
    // The tab is killed; another device adds a line and changes one of those that it finds.
    const stored = server.days.get(date) ?? fresh(date);
    await server.save(date, {
      ...stored,
      entries: [
        ...stored.entries.map((one) => ({ ...one, task: undefined })),
        { text: "Ba", unplanned: false, key: "c" },
      ],
    });
    queue = new Queue("lan");
    await sendWaiting(queue, server);
    expect(texts(date)).toEqual(["Một", "Hai", "Ba"]);
    expect(queue.getRows()).toEqual([]);
  });

  it("takes a sending whose answer was lost for done, also when it is confirmed by then", async () => {
    const date = "2026-04-29";
    await queue.put(date, waits(fresh(date), [line("a", "Một")], { submit: true }), undefined);
    server.losing = 2;
    await sendWaiting(queue, server);
    await sendWaiting(queue, server);
    expect(server.days.get(date)?.state).toBe("submitted");
    const sent = server.days.get(date) ?? fresh(date);
    server.days.set(date, { ...sent, state: "confirmed", version: sent.version + 1 });
    await sendWaiting(queue, server);
    expect(queue.getRows()).toEqual([]);
    expect(server.done.filter((what) => what.startsWith("submit"))).toHaveLength(1);
  });

  it("keeps both versions of a line that another device changed too, and goes on with the next day", async () => {
    const [date, next] = ["2026-04-28", "2026-04-29"];
    const day = dayWith([entry("e1", "Cũ")], { date, version: 1 });
    server.days.set(date, { ...day, version: 2, entries: [entry("e1", "Sửa ở máy khác")] });
    const mine = waits(day, []);
    await queue.put(
      date,
      { ...mine, sheet: { ...mine.sheet, lines: [{ ...line("e1", "Sửa ở máy này"), id: "e1" }] } },
      undefined,
    );
    await queue.put(next, waits(fresh(next), [line("a", "Một")]), undefined);
    await sendWaiting(queue, server);
    expect(queue.getRows().map((row) => [row.date, row.trouble?.kind])).toEqual([[date, "conflict"]]);
    expect(queue.getRows()[0]?.kept.sheet.lines[0]?.text).toBe("Sửa ở máy này");
    expect(texts(date)).toEqual(["Sửa ở máy khác"]);
    expect(texts(next)).toEqual(["Một"]);
  });

  it("keeps what a locked day refuses, with the reason", async () => {
    const date = "2026-04-20";
    server.days.set(date, dayWith([], { date, version: 0, state: "locked", acts: [] }));
    await queue.put(date, waits(fresh(date), [line("a", "Một")]), undefined);
    await sendWaiting(queue, server);
    expect(queue.getRows()[0]?.trouble?.kind).toBe("refused");
    expect(queue.getRows()[0]?.kept.sheet.lines[0]?.text).toBe("Một");
  });

  it("stops where there is no line, and blames no day for it", async () => {
    await queue.put("2026-04-28", waits(fresh("2026-04-28"), [line("a", "Một")]), undefined);
    server.cut = true;
    await sendWaiting(queue, server);
    expect(queue.getRows()[0]?.trouble).toBeUndefined();
  });

  it("sends nothing for who has to sign in again, nor in a second tab at a time", async () => {
    await queue.put("2026-04-28", waits(fresh("2026-04-28"), [line("a", "Một")]), undefined);
    void session.expire().catch(() => undefined);
    await sendWaiting(queue, server);
    expect(server.done).toEqual([]);
    session.start({ accessToken: "t", expiresIn: 900, me: { id: "lan" } as Me });
    const request = vi.fn((_: string, __: unknown, act: (lock: unknown) => unknown) => act(null));
    vi.stubGlobal("navigator", { locks: { request } });
    await sendWaiting(queue, server);
    expect(request).toHaveBeenCalledOnce();
    expect(server.done).toEqual([]);
  });
});
