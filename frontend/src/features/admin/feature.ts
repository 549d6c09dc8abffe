import { IconBellCog, IconHistory, IconServer2 } from "@tabler/icons-react";
import { inboxWords } from "@/features/inbox/words";
import type { Feature } from "@/shared/feature";
import { adminWords } from "./words";

/**
 * admin brings the page of who keeps the installation running (quản trị): scheduled jobs, what is well with it and who will be
 * reminded of what; and the system log, which inspectors read too.
 */
export const admin: Feature = {
  routes: [
    { path: "admin", lazy: async () => ({ Component: (await import("./screens")).AdminPage }) },
    { path: "reminders", lazy: async () => ({ Component: (await import("./screens")).RemindersPage }) },
    { path: "system-log", lazy: async () => ({ Component: (await import("./screens")).LogPage }) },
  ],
  nav: [
    {
      to: "/admin",
      label: "nav.admin",
      icon: IconServer2,
      keys: "g q",
      apart: true,
      shown: (me) => me.roles.includes("admin"),
    },
    {
      to: "/reminders",
      label: "nav.reminders",
      icon: IconBellCog,
      keys: "g r",
      shown: (me) => me.roles.includes("admin"),
    },
    {
      to: "/system-log",
      label: "nav.log",
      icon: IconHistory,
      keys: "g y",
      shown: (me) => me.roles.includes("admin") || me.roles.includes("inspector"),
    },
  ],
  words: [adminWords, inboxWords],
  topics: {},
};
