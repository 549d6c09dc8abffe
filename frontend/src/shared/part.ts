import { type ComponentType, type LazyExoticComponent, lazy, useSyncExternalStore } from "react";

// Errors of files that did not come, such as those of a version that is no longer served.
const gone = new WeakSet<object>();
let missing = false;
const listeners = new Set<() => void>();

/** watchParts learns which errors are those of files of the app that did not come; the bundler tells. It returns how to stop. */
export function watchParts(): () => void {
  const note = (event: Event) => {
    if ("payload" in event && event.payload instanceof Error) gone.add(event.payload);
  };
  addEventListener("vite:preloadError", note);
  return () => removeEventListener("vite:preloadError", note);
}

/** isGone reports whether an error is that of a file of the app that did not come. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && gone.has(error);
}

/**
 * lazyPart is React's lazy for a part of a page that is opened later. When its file does not come, the page with what is
 * typed in it stays: nothing is shown in the part's place, and useMissingPart says so.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React's own lazy; the props are those of what is loaded
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<T>): LazyExoticComponent<T> {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      if (!isGone(error)) throw error;
      missing = true;
      for (const listener of listeners) listener();
      return { default: (() => null) as unknown as T };
    }
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** useMissingPart reports whether a part of this page could not be opened since the page was loaded. */
export function useMissingPart(): boolean {
  return useSyncExternalStore(subscribe, () => missing);
}
