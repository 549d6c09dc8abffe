import { IconUsersGroup } from "@tabler/icons-react";
import { substituteWords } from "@/features/substitute/words";
import type { Feature } from "@/shared/feature";
import { peopleKeys } from "./queries";
import { peopleWords } from "./words";

/** people brings the directory of staff (cán bộ) and each one's posts, present, past and to come. */
export const people: Feature = {
  routes: [
    { path: "people", lazy: async () => ({ Component: (await import("./screens")).PeoplePage }) },
    { path: "people/:id/handover", lazy: async () => ({ Component: (await import("./screens")).HandoverPage }) },
    { path: "handovers/:id", lazy: async () => ({ Component: (await import("./screens")).MinutesPage }) },
    { path: "people/:id", lazy: async () => ({ Component: (await import("./screens")).PersonPage }) },
  ],
  nav: [
    {
      to: "/people",
      label: "nav.people",
      icon: IconUsersGroup,
      keys: "g p",
      apart: true,
      shown: (me) => me.roles.some((role) => ["hr", "admin", "head", "deputy"].includes(role)),
    },
  ],
  words: [peopleWords, substituteWords],
  topics: {
    person: {
      keys: (id) => [peopleKeys.lists(), peopleKeys.person(id), peopleKeys.history(id)],
      versionIn: () => undefined,
    },
    handover: { keys: (id) => [peopleKeys.handover(id), peopleKeys.handovers()], versionIn: () => undefined },
    task: { keys: () => [["people", "open"]], versionIn: () => undefined, quiet: true, restMs: 2_000 },
  },
};
