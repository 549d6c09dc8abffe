import { IconServer2 } from "@tabler/icons-react";
import type { Feature } from "@/shared/feature";
import { adminWords } from "./words";

/** admin brings the page of who keeps the installation running (quản trị): scheduled jobs and what is well with it. */
export const admin: Feature = {
  routes: [{ path: "admin", lazy: async () => ({ Component: (await import("./screens")).AdminPage }) }],
  nav: [
    {
      to: "/admin",
      label: "nav.admin",
      icon: IconServer2,
      keys: "g q",
      apart: true,
      shown: (me) => me.roles.includes("admin"),
    },
  ],
  words: [adminWords],
  topics: {},
};
