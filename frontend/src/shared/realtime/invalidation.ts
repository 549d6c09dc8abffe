import type { QueryClient, QueryKey } from "@tanstack/react-query";
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
}

/** Topics by the type of object in an event: task, seen, diary, sheet, inbox, period, rights, document. */
export type Topics = Record<string, Topic>;

// Many changes in one act (an import, a mass confirmation) become one request for each list.
const bundleMs = 300;

/**
 * makeInvalidator returns the handler of events: it marks as stale what may show the object and is older than the
 * event, at most once per key in 300 ms. It never fetches; TanStack Query refetches what is on the screen.
 */
export function makeInvalidator(client: QueryClient, topics: Topics): (event: ChangeEvent) => void {
  const pending = new Map<string, Map<string, number>>();

  return ({ object, version }) => {
    const topic = topics[object.type];
    if (topic === undefined) return;
    const versionIn = topic.versionIn ?? findVersion;
    for (const key of topic.keys(object.id)) {
      const hash = JSON.stringify([object.type, key]);
      const known = pending.get(hash);
      if (known !== undefined) {
        known.set(object.id, Math.max(version, known.get(object.id) ?? 0));
        continue;
      }
      pending.set(hash, new Map([[object.id, version]]));
      setTimeout(() => {
        const changes = pending.get(hash) ?? new Map<string, number>();
        pending.delete(hash);
        const stale = (data: unknown) =>
          [...changes].some(([id, seen]) => {
            const have = versionIn(data, id);
            const isStale = have === undefined || have < seen;
            if (isStale && topic.quiet !== true) markChanged(id);
            return isStale;
          });
        void client.invalidateQueries({ queryKey: key, predicate: (query) => stale(query.state.data) });
      }, bundleMs);
    }
  };
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
