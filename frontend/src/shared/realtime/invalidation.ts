import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import type { ChangeEvent } from "./client";
import { markChanged } from "./recent";

/** What a feature caches about one type of object that events speak of. */
export interface Topic {
  /** Keys (or beginnings of keys) of every query that may show the object. */
  keys: (id: string) => QueryKey[];
  /**
   * The version of object id inside cached data, undefined when it is not in there. By default: the version of the
   * nearest record whose id it is.
   */
  versionIn?: (data: unknown, id: string) => number | undefined;
  /** Whether rows show nothing of the change, so that none is lit. */
  quiet?: boolean;
  /** Whether a query can gain nothing by an object that it does not hold, such as the hits of a search. */
  closed?: (key: QueryKey) => boolean;
  /** The least pause between two fetches of a key in ms, for what is dear to compute and not read by the second. */
  restMs?: number;
}

/**
 * Topics by the type of object in an event: task, seen, diary, sheet, inbox, period, rights, document. Several where what
 * is cached about one type differs in more than its keys.
 */
export type Topics = Record<string, Topic | Topic[]>;

/** One change that a key has not been fetched for yet. */
interface Change {
  topic: Topic;
  id: string;
  version: number;
  /** Its place in the order of arrivals and fetches. */
  at: number;
}

// Many changes in one act (an import, a mass confirmation) become one request for each list.
const bundleMs = 300;
// A key is fetched for a third of the time at most, however slow the answers are.
const restTimes = 2;

/**
 * makeInvalidator returns the handler of events: it marks as stale what may show the object and is older than the event,
 * and TanStack Query refetches what of it is on the screen. A key that was quiet is fetched at once; after that one
 * fetch at a time, the next one 300 ms or twice the time of the last one later, with all that came meanwhile. So an
 * answer that is slower than the events still arrives, and no event is lost.
 */
export function makeInvalidator(client: QueryClient, topics: readonly Topics[]): (event: ChangeEvent) => void {
  const waiting = new Map<string, Map<string, Change>>();
  const began = new WeakMap<Query, number>();
  let clock = 0;
  client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "fetch") began.set(event.query, ++clock);
  });

  /** covers reports whether what a query has, or is fetching, was asked for after a change. */
  const covers = (query: Query, change: Change) =>
    (began.get(query) ?? 0) > change.at && (query.state.fetchStatus === "fetching" || query.state.error === null);

  const stale = (query: Query, { topic, id, version }: Change) => {
    const have = (topic.versionIn ?? findVersion)(query.state.data, id);
    return have === undefined ? topic.closed?.(query.queryKey) !== true : have < version;
  };

  /** fly fetches a key for as long as changes of it come. */
  async function fly(hash: string, queryKey: QueryKey, changes: Map<string, Change>): Promise<void> {
    while (changes.size > 0) {
      const bundle = [...changes.values()];
      changes.clear();
      const start = performance.now();
      await client.invalidateQueries({
        queryKey,
        predicate: (query) => {
          const news = bundle.filter((change) => !covers(query, change) && stale(query, change));
          for (const { topic, id } of news) if (topic.quiet !== true) markChanged(id);
          return news.length > 0;
        },
      });
      const rests = bundle.map(({ topic }) => topic.restMs ?? bundleMs);
      await pause(Math.max(restTimes * (performance.now() - start), ...rests));
    }
    waiting.delete(hash);
  }

  const handle = (type: string, id: string, version: number, at: number) => {
    for (const topic of topics.flatMap((feature) => feature[type] ?? [])) {
      for (const key of topic.keys(id)) {
        const hash = JSON.stringify(key);
        const changes = waiting.get(hash) ?? new Map<string, Change>();
        const name = `${type} ${id}`;
        const known = changes.get(name);
        changes.set(name, { topic, id, version: Math.max(version, known?.version ?? 0), at });
        if (waiting.has(hash)) continue;
        waiting.set(hash, changes);
        void fly(hash, key, changes);
      }
    }
  };

  return ({ object: { type, id }, version }) => {
    const at = ++clock;
    void ownActOver(client, [type, id]).then(() => handle(type, id, version, at));
  };
}

/** ownActOver waits while an act of one's own on the object is on its way: its answer brings what the event tells of. */
function ownActOver(client: QueryClient, mutationKey: readonly string[]): Promise<void> {
  if (client.isMutating({ mutationKey }) === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const leave = client.getMutationCache().subscribe(() => {
      if (client.isMutating({ mutationKey }) > 0) return;
      leave();
      resolve();
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** findVersion looks for a record with this id and a version, at most five levels deep (infinite → pages → items). */
export function findVersion(data: unknown, id: string, depth = 5): number | undefined {
  if (typeof data !== "object" || data === null || depth === 0) return undefined;
  if ("id" in data && data.id === id && "version" in data && typeof data.version === "number") return data.version;
  for (const value of Object.values(data)) {
    const found = findVersion(value, id, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
