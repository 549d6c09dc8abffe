import { QueryClient } from "@tanstack/react-query";
import { ApiProblem, NetworkError } from "./problem";

/**
 * makeQueryClient returns the cache of what the server said. The socket says what became stale, so nothing is asked for
 * on a timer; the minute is only a net under it.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        // The browser's idea of "online" is often wrong in offices behind proxies: try, and say so when it fails.
        networkMode: "always",
        retry: (failures, error) => mayPass(error) && failures < 2,
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** mayPass reports whether asking again can help: the server was out of reach or busy. */
function mayPass(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiProblem && error.status === 503);
}
