import { IconBell } from "@tabler/icons-react";
import type { Feature } from "@/shared/feature";
import { inboxKeys, useUnreadCount } from "./queries";
import { inboxWords } from "./words";

/** inbox brings the messages to a person (thông báo) and why each came. */
export const inbox: Feature = {
  routes: [
    { path: "inbox", lazy: async () => ({ Component: (await import("./screens")).InboxPage }) },
    { path: "inbox/:id", lazy: async () => ({ Component: (await import("./screens")).InboxPage }) },
  ],
  nav: [{ to: "/inbox", label: "nav.inbox", icon: IconBell, keys: "g i", useCount: useUnreadCount }],
  words: [inboxWords],
  topics: { inbox: { keys: () => [inboxKeys.all], versionIn: () => undefined } },
};
