import { createBrowserRouter, type RouteObject } from "react-router";
import { loadWords, type Words } from "@/shared/i18n";
import { RouteError } from "./ErrorBoundary";
import { features } from "./features";
import { NotFound } from "./NotFound";
import { Shell } from "./shell/Shell";

/** makeRouter returns the addresses of all pages, each page loaded when it is first opened. */
export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      // The first page is fetched after the session: the shell stands without it.
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            ...features.flatMap(({ routes, words }) => withWords(routes, words)),
            { path: "*", element: <NotFound /> },
          ],
        },
      ],
    },
  ]);
}

/** withWords fetches the words that pages speak together with the pages. */
function withWords(routes: RouteObject[], words: Words[]): RouteObject[] {
  return routes.map((route) => {
    const { lazy, children } = route;
    const page = typeof lazy === "function" ? async () => (await Promise.all([lazy(), loadWords(words)]))[0] : lazy;
    return { ...route, lazy: page, children: children && withWords(children, words) } as RouteObject;
  });
}
