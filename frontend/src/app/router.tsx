import { createBrowserRouter } from "react-router";
import { RouteError } from "./ErrorBoundary";
import { features } from "./feature";
import { NotFound } from "./NotFound";
import { Shell } from "./shell/Shell";

/** makeRouter returns the addresses of all pages, each page loaded when it is first opened. */
export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      // The first page is fetched after the language and the session: nothing is shown in its place.
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <RouteError />,
          children: [...features.flatMap((feature) => feature.routes), { path: "*", element: <NotFound /> }],
        },
      ],
    },
  ]);
}
