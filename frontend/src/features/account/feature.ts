import { IconKey } from "@tabler/icons-react";
import { peopleWords } from "@/features/people/words";
import { ToDesk } from "@/features/setup/components/ToDesk";
import { substituteWords } from "@/features/substitute/words";
import type { Feature } from "@/shared/feature";
import { accountKeys } from "./queries";
import { accountWords } from "./words";

/** account brings one's own account, the accounts one looks after, and the page that activates one: see Gate. */
export const account: Feature = {
  routes: [
    { path: "account", lazy: async () => ({ Component: (await import("./screens")).AccountPage }) },
    { path: "accounts", lazy: async () => ({ Component: (await import("./screens")).AccountsPage }) },
    { path: "activate", Component: ToDesk },
  ],
  nav: [
    {
      to: "/accounts",
      label: "nav.accounts",
      icon: IconKey,
      keys: "g k",
      shown: (me) => me.roles.includes("admin") || me.roles.includes("hr"),
    },
  ],
  words: [accountWords, substituteWords, peopleWords],
  topics: { rights: { keys: () => [accountKeys.all] } },
};
