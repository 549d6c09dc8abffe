import type { QueryClient } from "@tanstack/react-query";
import { loadWords } from "@/shared/i18n";
import { features } from "./features";

// Between two answers of the first screen there may be a pause in which nothing is asked.
const calmMs = 1_000;

let stand = () => {};

/** standing resolves once the first screen stands: what goes on behind every page begins then. */
export const standing = new Promise<void>((resolve) => {
  stand = resolve;
});

/** whenCalm calls then once nothing has been asked for a second: the first screen stands. It returns how to stop waiting. */
export function whenCalm(client: QueryClient, then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    leave();
  };
  const look = () => {
    clearTimeout(timer);
    if (client.isFetching() > 0) return;
    timer = setTimeout(() => {
      stop();
      stand();
      then();
    }, calmMs);
  };
  const leave = client.getQueryCache().subscribe(look);
  look();
  return stop;
}

/** warm fetches what the other screens and the menus are made of, one after the other, so that opening them asks only for data. */
export async function warm(): Promise<void> {
  try {
    await import("./more");
    for (const { routes, words } of features) {
      await loadWords(words);
      for (const { lazy } of routes) if (typeof lazy === "function") await lazy();
    }
  } catch {
    // No line now, or a new version runs: whoever opens a screen is told then.
  }
}
