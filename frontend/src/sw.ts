// The service worker: it keeps the files of the app on the device, so that the app opens without a line, and nothing else.
// What the server answers about people never passes through here; what the diary keeps is in features/diary/offline.
import { clientsClaim } from "workbox-core";
import { createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { takeOver } from "@/shared/worker/message";

// Of a service worker's own scope, which TypeScript's library of pages does not know.
declare const self: {
  /** The app's files with their revisions; scripts/worker.mjs writes them in. */
  __WB_MANIFEST: PrecacheEntry[];
  skipWaiting: () => Promise<void>;
  addEventListener: (type: "message", listener: (event: MessageEvent) => void) => void;
};

precacheAndRoute(self.__WB_MANIFEST);
// The app routes by itself, as api/web.go has it: a path without a file is the page. Only that: /api stays the server's.
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/api\//, /\.[^/]+$/] }));
// The page that installed it gets what is kept too, not only the next one.
clientsClaim();
// A newer one waits until somebody asks for it: the files of the page that runs stay until then.
self.addEventListener("message", ({ data }) => {
  if (data === takeOver) void self.skipWaiting();
});
