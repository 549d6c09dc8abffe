import { useSyncExternalStore } from "react";

// Ids that a push has just changed, each for as long as its row stays on soft indigo.
const showMs = 2_000;
const recent = new Set<string>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** markChanged lights the rows of object id for two seconds. */
export function markChanged(id: string): void {
  if (recent.has(id)) return;
  recent.add(id);
  tell();
  setTimeout(() => {
    recent.delete(id);
    tell();
  }, showMs);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** useRecentlyChanged reports whether a push changed object id in the last two seconds; give the row class cv-changed. */
export function useRecentlyChanged(id: string): boolean {
  return useSyncExternalStore(subscribe, () => recent.has(id));
}
