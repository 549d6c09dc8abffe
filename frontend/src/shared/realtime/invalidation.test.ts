import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { features } from "@/app/features";
import { findVersion, makeInvalidator, type Topics } from "./invalidation";
import { markChanged } from "./recent";

vi.mock("./recent", () => ({ markChanged: vi.fn() }));

const topics: Topics = {
  task: {
    keys: (id) => [
      ["task", "detail", id],
      ["task", "list"],
      ["task", "counts"],
    ],
  },
};
const event = (id: string, version: number) => ({ id: "1", object: { type: "task", id }, version });
const stale = (client: QueryClient) =>
  client
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
    .map((query) => query.queryKey.join("/"));

let client: QueryClient;
beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(markChanged).mockClear();
  client = new QueryClient();
  client.setQueryData(["task", "detail", "a"], { id: "a", version: 7 });
  client.setQueryData(["task", "list", "lead"], { items: [{ id: "a", version: 6 }] });
  client.setQueryData(["task", "list", "unit"], { pages: [{ items: [{ id: "a", version: 7 }] }] });
  client.setQueryData(["task", "counts"], { lead: 3 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("makeInvalidator", () => {
  it("marks only what does not hold this version yet, at once where all was quiet", async () => {
    makeInvalidator(client, [topics])(event("a", 7));
    await vi.advanceTimersByTimeAsync(0);
    expect(stale(client)).toEqual(["task/list/lead", "task/counts"]);
  });

  it("bundles many changes into one pass per key: the first at once, the others 300 ms later", async () => {
    const invalidate = vi.spyOn(client, "invalidateQueries");
    const handle = makeInvalidator(client, [topics]);
    handle(event("b", 0));
    await vi.advanceTimersByTimeAsync(0);
    expect(invalidate).toHaveBeenCalledTimes(3);
    for (let i = 1; i < 50; i++) handle(event("b", i));
    await vi.advanceTimersByTimeAsync(299);
    expect(invalidate).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(invalidate).toHaveBeenCalledTimes(6);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(invalidate).toHaveBeenCalledTimes(6);
  });

  it("takes the highest of several versions of one object, in whatever order they come", async () => {
    const handle = makeInvalidator(client, [topics]);
    handle(event("b", 1));
    await vi.advanceTimersByTimeAsync(0);
    client.setQueryData(["task", "detail", "b"], { id: "b", version: 8 });
    for (const version of [9, 8]) handle(event("b", version));
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toContain("task/detail/b");
  });

  it("fetches a record anew for what its version does not tell, without lighting a row", async () => {
    const keys = (id: string) => [["task", "detail", id]];
    const seen: Topics = { task: { keys }, seen: { keys, versionIn: () => undefined, quiet: true } };
    makeInvalidator(client, [seen])({ id: "2", object: { type: "seen", id: "a" }, version: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/detail/a"]);
    expect(markChanged).not.toHaveBeenCalled();
  });

  it("asks each topic for its own versions: one feature's answer says nothing about another's keys", async () => {
    const other: Topics = { task: { keys: () => [["score"]], versionIn: () => undefined } };
    client.setQueryData(["score"], { id: "a", version: 7 });
    makeInvalidator(client, [topics, other])(event("a", 7));
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/list/lead", "task/counts", "score"]);
  });

  it("leaves alone what no feature caches", async () => {
    makeInvalidator(client, [topics])({ id: "1", object: { type: "document", id: "a" }, version: 9 });
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual([]);
  });

  it("leaves alone hits of a search that do not hold the object", async () => {
    const found: Topics = { task: { keys: () => [["task", "list"]], closed: (key) => key[2] === "unit" } };
    client.setQueryData(["task", "list", "unit"], { items: [{ id: "a", version: 7 }] });
    const handle = makeInvalidator(client, [found]);
    handle(event("z", 1));
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/list/lead"]);
    handle(event("a", 8));
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/list/lead", "task/list/unit"]);
  });
});

describe("a list on the screen while events come faster than it answers", () => {
  /** watch shows a list whose answers take answerMs; each answer carries the number of events before its request. */
  function watch(answerMs: number, rest?: number) {
    const seen = { requests: 0, answers: [] as number[], events: 0 };
    const observer = new QueryObserver(client, {
      queryKey: ["task", "list", "slow"],
      queryFn: () => {
        seen.requests += 1;
        const then = seen.events;
        return new Promise<number>((resolve) => setTimeout(() => resolve(then), answerMs));
      },
      staleTime: 60_000,
    });
    const leave = observer.subscribe(({ data }) => {
      if (data !== undefined && seen.answers.at(-1) !== data) seen.answers.push(data);
    });
    const handle = makeInvalidator(client, [{ task: { keys: () => [["task", "list"]], restMs: rest } }]);
    const happen = () => handle(event("new", ++seen.events));
    return { seen, happen, leave };
  }

  it.each([250, 350, 600])("stays alive at one every %i ms and ends with the newest", async (everyMs) => {
    const { seen, happen, leave } = watch(800);
    await vi.advanceTimersByTimeAsync(800);
    for (let ms = 0; ms < 30_000; ms += everyMs) {
      happen();
      await vi.advanceTimersByTimeAsync(everyMs);
    }
    // A third of the time at most goes into fetching, and no answer is thrown away.
    expect(seen.requests).toBeGreaterThanOrEqual(12);
    expect(seen.requests).toBeLessThanOrEqual(15);
    expect(seen.answers.length).toBeGreaterThanOrEqual(seen.requests - 1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen.answers.at(-1)).toBe(seen.events);
    leave();
  });

  it("keeps what came during a fetch for the next one", async () => {
    const { seen, happen, leave } = watch(800);
    await vi.advanceTimersByTimeAsync(800);
    happen();
    await vi.advanceTimersByTimeAsync(100);
    happen();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.answers).toEqual([0, 1, 2]);
    leave();
  });

  it("rests as long as a topic asks for", async () => {
    const { seen, happen, leave } = watch(10, 30_000);
    await vi.advanceTimersByTimeAsync(10);
    for (let i = 0; i < 59; i++) {
      happen();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(seen.requests).toBe(3);
    leave();
  });

  it("asks nothing for an event whose change was fetched after it came", async () => {
    const { seen, happen, leave } = watch(10);
    await vi.advanceTimersByTimeAsync(10);
    happen();
    void client.invalidateQueries({ queryKey: ["task", "list"] });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen.requests).toBe(2);
    leave();
  });

  it("waits for the answer to an act of one's own on the object, which brings what the event tells of", async () => {
    let answer: (value: { id: string; version: number }) => void = () => undefined;
    const mutation = client.getMutationCache().build(client, {
      mutationKey: ["task", "a"],
      mutationFn: () => new Promise<{ id: string; version: number }>((resolve) => (answer = resolve)),
      onSuccess: (task) => void client.setQueryData(["task", "detail", "a"], task),
    });
    void mutation.execute(undefined);
    await vi.advanceTimersByTimeAsync(0);
    makeInvalidator(client, [topics])(event("a", 8));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stale(client)).toEqual([]);
    answer({ id: "a", version: 8 });
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/list/lead", "task/list/unit", "task/counts"]);
  });
});

describe("the topics of the features", () => {
  const joined = features.map((feature) => feature.topics);
  const told = (type: string, id: string, version: number) =>
    makeInvalidator(client, joined)({ id: "1", object: { type, id }, version });

  beforeEach(() => {
    client.clear();
    client.setQueryData(["task", "detail", "a"], { id: "a", version: 7 });
    client.setQueryData(["task", "list", { tab: "lead" }], { items: [{ id: "b", version: 1 }] });
    client.setQueryData(["task", "list", { tab: "all", q: "x" }], { items: [{ id: "b", version: 1 }] });
    client.setQueryData(["task", "counts"], {});
    client.setQueryData(["waiting", "list"], {});
    client.setQueryData(["diary", "day", "2026-04-29"], { person: { id: "lan" }, date: "2026-04-29", version: 3 });
    client.setQueryData(["evaluation", "mine", "2026-04"], {});
    client.setQueryData(["evaluation", "unit", "u", "2026-04"], {});
    client.setQueryData(["inbox", "count"], { unread: 1 });
  });
  const names = () =>
    client
      .getQueryCache()
      .getAll()
      .filter((query) => query.state.isInvalidated)
      .map((query) => query.queryKey.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("/"));

  it("say that opening a task is quiet and touches its record alone", async () => {
    told("seen", "a", 0);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toEqual(["task/detail/a"]);
    expect(markChanged).not.toHaveBeenCalled();
  });

  it("fetch for a task every list and sum, not what holds its version already and not the hits of a search", async () => {
    told("task", "a", 7);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toEqual([
      'task/list/{"tab":"lead"}',
      "task/counts",
      "waiting/list",
      "diary/day/2026-04-29",
      "evaluation/mine/2026-04",
      "evaluation/unit/u/2026-04",
    ]);
    expect(markChanged).toHaveBeenCalledWith("a");
  });

  it("read the version of a diary day by its person and date", async () => {
    told("diary", "lan|2026-04-29", 3);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toEqual(["waiting/list"]);
    told("diary", "lan|2026-04-29", 4);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toContain("diary/day/2026-04-29");
  });

  it("fetch messages, scores and months anew whatever version is told", async () => {
    for (const type of ["inbox", "sheet", "period"]) told(type, "lan|2026-04", 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toEqual(["waiting/list", "evaluation/mine/2026-04", "evaluation/unit/u/2026-04", "inbox/count"]);
  });
});

describe("findVersion", () => {
  it("looks through pages and items, and says nothing about what is not there", () => {
    expect(findVersion({ pages: [{ items: [{ id: "x", version: 3 }] }] }, "x")).toBe(3);
    expect(findVersion({ items: [{ id: "y", version: 3 }] }, "x")).toBeUndefined();
    expect(findVersion(undefined, "x")).toBeUndefined();
  });
});
