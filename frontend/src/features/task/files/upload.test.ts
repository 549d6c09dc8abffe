import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ApiProblem, NetworkError } from "@/shared/api/problem";
import { loadLanguage } from "@/shared/i18n";
import { type Line, Sender, type Sending } from "./upload";

const part = 4;
const text = "mười hai byt";
const bytes = new TextEncoder().encode(text);
let has: Map<number, string>;
let finished: string[];
let line: Line;
let begun: string[];

beforeAll(() => loadLanguage("vi"));
beforeEach(() => {
  has = new Map();
  finished = [];
  begun = [];
  line = {
    begin: async (name, size, key) => {
      begun.push(key);
      const all = Array.from({ length: Math.ceil(size / part) }, (_, n) => n);
      return { id: "F", name, size, state: "receiving", part, missing: all.filter((n) => !has.has(n)) };
    },
    part: async (_, n, data) => void has.set(n, await data.text()),
    finish: async (id) => {
      finished.push(id);
      return { id, name: "a.txt", size: bytes.length, state: "ready", part, missing: [] };
    },
    discard: vi.fn(async () => undefined),
  };
});

function sender() {
  const shown: Sending[] = [];
  const attached: string[] = [];
  const one = new Sender(
    new File([bytes], "a.txt"),
    (now) => shown.push(now),
    async (id) => attached.push(id),
    undefined,
    line,
  );
  return { one, shown, attached };
}

it("sends every part once and tells how far it is", async () => {
  const { one, shown, attached } = sender();
  await Promise.all([one.go(), one.go()]);
  expect(has.size).toBe(Math.ceil(bytes.length / part));
  expect(shown.map(({ sent }) => sent).at(-1)).toBe(bytes.length);
  expect([finished, attached, one.sending.state]).toEqual([["F"], ["F"], "done"]);
});

it("goes on with what is missing when the line was gone, under the same key", async () => {
  const { one, attached } = sender();
  const { part: put } = line;
  const sentParts: number[] = [];
  line.part = async (id, n, data, signal) => {
    if (n === 2 && sentParts.length === 2) throw new NetworkError("no answer");
    sentParts.push(n);
    await put(id, n, data, signal);
  };
  await one.go();
  expect([one.sending.state, one.sending.sent]).toEqual(["failed", 2 * part]);
  sentParts.push(-1);
  await one.go();
  expect(sentParts.slice(0, 4)).toEqual([0, 1, -1, 2]);
  expect([one.sending.state, attached, new Set(begun).size]).toEqual(["done", ["F"], 1]);
});

it("stops at a part when it is paused, and goes on when asked", async () => {
  const { one } = sender();
  const { part: put } = line;
  line.part = async (id, n, data, signal) => {
    await put(id, n, data, signal);
    if (n === 0 && begun.length === 1) one.pause();
  };
  await one.go();
  expect([one.sending.state, has.size, finished]).toEqual(["paused", 1, []]);
  await one.go();
  expect(one.sending.state).toBe("done");
});

it("tells what the server refuses from a lost line, and drops what was begun", async () => {
  const { one, attached } = sender();
  line.finish = async () => {
    throw new ApiProblem({
      type: "about:blank",
      title: "Unprocessable Entity",
      status: 422,
      code: "files.content",
      detail: "Nội dung tệp không đúng.",
      requestId: "r",
    });
  };
  await one.go();
  expect([one.sending.state, attached]).toEqual(["refused", []]);
  await one.drop();
  expect(line.discard).not.toHaveBeenCalled();
  has.clear();
  const second = sender();
  line.part = async () => second.one.pause();
  await second.one.go();
  await second.one.drop();
  expect(line.discard).toHaveBeenCalledWith("F");
});
