import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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
  it("marks only what does not hold this version yet", async () => {
    makeInvalidator(client, topics)(event("a", 7));
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/list/lead", "task/counts"]);
  });

  it("bundles many changes into one pass per key", async () => {
    const invalidate = vi.spyOn(client, "invalidateQueries");
    const handle = makeInvalidator(client, topics);
    for (let i = 0; i < 50; i++) handle(event("b", i));
    await vi.advanceTimersByTimeAsync(299);
    expect(invalidate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(invalidate).toHaveBeenCalledTimes(3);
  });

  it("fetches a record anew for what its version does not tell, without lighting a row", async () => {
    const keys = (id: string) => [["task", "detail", id]];
    const handle = makeInvalidator(client, { task: { keys }, seen: { keys, versionIn: () => undefined, quiet: true } });
    handle(event("a", 6)); // known already; both within one bundle
    handle({ id: "2", object: { type: "seen", id: "a" }, version: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual(["task/detail/a"]);
    expect(markChanged).not.toHaveBeenCalled();
  });

  it("leaves alone what no feature caches", async () => {
    makeInvalidator(client, topics)({ id: "1", object: { type: "document", id: "a" }, version: 9 });
    await vi.advanceTimersByTimeAsync(300);
    expect(stale(client)).toEqual([]);
  });
});

describe("findVersion", () => {
  it("looks through pages and items, and says nothing about what is not there", () => {
    expect(findVersion({ pages: [{ items: [{ id: "x", version: 3 }] }] }, "x")).toBe(3);
    expect(findVersion({ items: [{ id: "y", version: 3 }] }, "x")).toBeUndefined();
    expect(findVersion(undefined, "x")).toBeUndefined();
  });
});
