import type { Feature } from "@/app/feature";
import { inboxKeys } from "./queries";

/** inbox brings the messages to a person (thông báo) and why each came. */
export const inbox: Feature = {
  routes: [
    { path: "inbox", lazy: async () => ({ Component: (await import("./pages/InboxPage")).InboxPage }) },
    { path: "inbox/:id", lazy: async () => ({ Component: (await import("./pages/InboxPage")).InboxPage }) },
  ],
  topics: { inbox: { keys: () => [inboxKeys.all], versionIn: () => undefined } },
};
