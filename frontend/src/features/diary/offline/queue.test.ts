// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, describe, expect, it } from "vitest";
import { deviceOf, removeDevice, welcome } from "@/shared/device/db";
import { waitsHere } from "@/shared/device/waits";
import type { Kept } from "../model/keeper";
import type { Line, Sheet } from "../model/sheet";
import { changesOf, countWaiting } from "./changes";
import { Queue } from "./queue";

const line = (key: string, text: string, more: Partial<Line> = {}): Line => ({ key, text, unplanned: false, ...more });
const sheet = (lines: Line[], more: Partial<Sheet> = {}): Sheet => ({
  place: { am: "remote", pm: "office" },
  lines,
  plan: "",
  difficulties: "",
  ...more,
});
const kept = (lines: Line[], base: Line[] = [], more: Partial<Kept> = {}): Kept => ({
  version: 1,
  base: sheet(base),
  sheet: sheet(lines),
  ...more,
});
const texts = (one: Kept | undefined) => one?.sheet.lines.map(({ text }) => text);

afterEach(async () => {
  localStorage.clear();
  for (const person of ["lan", "minh"]) {
    await removeDevice(person);
    welcome(person);
  }
});

describe("Queue", () => {
  it("keeps what waits over a crash, the oldest day first, until the server has it", async () => {
    const before = new Queue("lan");
    await before.put("2026-10-29", kept([line("a", "Hai")]), undefined);
    await before.put("2026-10-28", kept([line("b", "Một")]), undefined);
    const after = new Queue("lan");
    await after.ready();
    expect(after.getRows().map(({ date }) => date)).toEqual(["2026-10-28", "2026-10-29"]);
    expect(after.getRows()[0]?.kept.sheet.lines[0]?.key).toBe("b");
    expect(waitsHere("lan", "2026-10-28")).toBe(true);
    await after.put("2026-10-28", undefined, after.getRows()[0]);
    expect(after.getRows()).toHaveLength(1);
    expect(waitsHere("lan", "2026-10-28")).toBe(false);
  });

  it("brings together what two tabs write of one day, and lets neither remove what it has not seen", async () => {
    const queue = new Queue("lan");
    const first = await queue.put("2026-10-29", kept([line("a", "Một")]), undefined);
    const second = await queue.put("2026-10-29", kept([line("a", "Một"), line("b", "Hai")]), first);
    const other = await queue.put("2026-10-29", kept([line("a", "Một, sửa"), line("c", "Ba")]), first);
    expect(texts(other?.kept)).toEqual(["Một, sửa", "Ba", "Hai"]);
    // The first tab hears that the server has all it knew of.
    expect(texts((await queue.put("2026-10-29", undefined, second))?.kept)).toEqual(["Một, sửa", "Ba", "Hai"]);
    // A line that a tab has removed does not come back by the other.
    const removed = await queue.put("2026-10-29", kept([line("c", "Ba"), line("b", "Hai")]), other);
    expect(texts(removed?.kept)).toEqual(["Ba", "Hai"]);
  });

  it("never shows one person what another has written on the same device", async () => {
    await new Queue("lan").put("2026-10-29", kept([line("a", "Của Lan")]), undefined);
    const minh = new Queue("minh");
    await minh.ready();
    expect(minh.getRows()).toEqual([]);
  });

  it("takes over what versions without a queue kept, and forgets it there once it is written", async () => {
    const draft = kept(
      [line("tab-1", "Đã lưu", { id: "e1" }), line("tab-2", "Chưa gửi")],
      [line("tab-1", "Đã lưu", { id: "e1" })],
    );
    localStorage.setItem("congvu.draft.lan.diary.day.2026-10-29~t1", JSON.stringify({ at: 1, value: draft }));
    localStorage.setItem("congvu.draft.lan.diary.day.2026-10-28~t1", "{damaged");
    localStorage.setItem("congvu.draft.minh.diary.day.2026-10-29~t1", JSON.stringify({ at: 1, value: draft }));
    localStorage.setItem("congvu.draft.lan.task.report.x", "{}");
    const queue = new Queue("lan");
    await queue.ready();
    expect(queue.getRows()).toHaveLength(1);
    // A stored line is known by its id on every device; it is not sent again.
    expect(queue.getRows()[0]?.kept.sheet.lines.map(({ key }) => key)).toEqual(["e1", "tab-2"]);
    expect(countWaiting(queue.getRows())).toBe(1);
    expect(
      Object.keys(localStorage)
        .filter((name) => name.startsWith("congvu.draft."))
        .sort(),
    ).toEqual(["congvu.draft.lan.task.report.x", "congvu.draft.minh.diary.day.2026-10-29~t1"]);
  });

  it("knows a stored line again that an earlier version of the app called otherwise", async () => {
    const stored = line("k1", "Đã lưu", { id: "e1" });
    const draft = kept([{ ...stored, key: "tab-1" }, line("tab-2", "Của bản cũ")], [{ ...stored, key: "tab-1" }]);
    const queue = new Queue("lan");
    await queue.put("2026-10-29", kept([stored, line("k2", "Của bản mới")], [stored]), undefined);
    localStorage.setItem("congvu.draft.lan.diary.day.2026-10-29~t1", JSON.stringify({ at: 1, value: draft }));
    const next = new Queue("lan");
    await next.ready();
    expect(texts(next.getRows()[0]?.kept)?.sort()).toEqual(["Của bản cũ", "Của bản mới", "Đã lưu"]);
    expect(countWaiting(next.getRows())).toBe(2);
  });

  it("takes over what was put aside while the database refused, as it stands", async () => {
    const queue = new Queue("lan");
    queue.keepAside("2026-10-29", kept([line("k", "Đã lưu", { id: "e1" })]));
    await queue.ready();
    expect(queue.getRows()[0]?.kept.sheet.lines[0]?.key).toBe("k");
    expect(localStorage.getItem("congvu.draft.lan.diary.day.2026-10-29~aside")).toBeNull();
  });

  it("keeps nothing for who has signed out, whatever their pages still write, until they are back", async () => {
    const queue = new Queue("lan");
    await queue.put("2026-10-29", kept([line("a", "Một")]), undefined);
    await removeDevice("lan");
    await expect(queue.put("2026-10-29", kept([line("a", "Một")]), undefined)).rejects.toThrow();
    queue.keepAside("2026-10-29", kept([line("a", "Một")]));
    expect(Object.keys(localStorage).filter((name) => name.startsWith("congvu.draft."))).toEqual([]);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("congvu.lan");
    welcome("lan");
    const back = new Queue("lan");
    await back.ready();
    expect(back.getRows()).toEqual([]);
  });

  it("says why a day does not go, until it is written again", async () => {
    const queue = new Queue("lan");
    const row = await queue.put("2026-10-29", kept([line("a", "Một")]), undefined);
    if (row === undefined) throw new Error("no row");
    await queue.mark(row, { kind: "refused", text: "Ngày đã khóa" });
    const reopened = new Queue("lan");
    await reopened.ready();
    expect(reopened.getRows()[0]?.trouble).toEqual({ kind: "refused", text: "Ngày đã khóa" });
    const next = await queue.put("2026-10-29", kept([line("a", "Một, sửa")]), row);
    expect(next?.trouble).toBeUndefined();
    // What was found out of the older text says nothing of the new one.
    await queue.mark(row, { kind: "conflict" });
    expect((await (await deviceOf("lan")).get("queue", "2026-10-29")) as object).not.toHaveProperty("trouble.kind");
  });
});

describe("changesOf", () => {
  it("names each line by what happened to it, then the other parts, then the sending", () => {
    const base = sheet([line("a", "Giữ", { id: "1" }), line("b", "Cũ", { id: "2" }), line("c", "Bỏ", { id: "3" })]);
    const now = sheet([line("a", "Giữ", { id: "1" }), line("b", "Mới", { id: "2" }), line("d", "Thêm")], {
      plan: "Họp",
      place: { am: "office", pm: "office" },
    });
    const changes = changesOf({ kept: { version: 1, base, sheet: now, submit: true } });
    expect(changes.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "changed b",
      "added d",
      "removed c",
      "place place",
      "plan plan",
      "submit submit",
    ]);
  });
  it("counts neither an empty line nor one that says the same", () => {
    const base = sheet([line("a", "Giữ", { id: "1" })]);
    expect(
      changesOf({ kept: { version: 1, base, sheet: sheet([line("a", "Giữ ", { id: "1" }), line("b", " ")]) } }),
    ).toEqual([]);
  });
});
