import { IconSitemap } from "@tabler/icons-react";
import { peopleWords } from "@/features/people/words";
import type { Feature } from "@/shared/feature";
import { unitWords } from "./words";

/** unit brings the organisation (tổ chức): the tree of units, and its changes from a day on. */
export const unit: Feature = {
  routes: [{ path: "units", lazy: async () => ({ Component: (await import("./screens")).UnitsPage }) }],
  nav: [
    {
      to: "/units",
      label: "nav.units",
      icon: IconSitemap,
      keys: "g o",
      apart: true,
      shown: (me) => me.roles.some((role) => ["hr", "admin", "head", "deputy"].includes(role)),
    },
  ],
  words: [unitWords, peopleWords],
  topics: { unit: { keys: () => [["unit"]], versionIn: () => undefined } },
};
