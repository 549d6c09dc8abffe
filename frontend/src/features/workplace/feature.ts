import { IconHome } from "@tabler/icons-react";
import { taskWords } from "@/features/task/words";
import { hasWork } from "@/shared/api/roles";
import type { Feature } from "@/shared/feature";
import { workKeys } from "./queries";
import { workplaceWords } from "./words";

/** workplace brings registrations of work at home, who is where, leave, rules and checks. */
export const workplace: Feature = {
  routes: [
    { path: "workplace", lazy: async () => ({ Component: (await import("./screens")).WherePage }) },
    { path: "workplace/registrations", lazy: async () => ({ Component: (await import("./screens")).MinePage }) },
    {
      path: "workplace/registrations/new",
      lazy: async () => ({ Component: (await import("./screens")).RegisterPage }),
    },
    {
      path: "workplace/registrations/:id",
      lazy: async () => ({ Component: (await import("./screens")).RegistrationPage }),
    },
    {
      path: "workplace/registrations/:id/edit",
      lazy: async () => ({ Component: (await import("./screens")).RegisterPage }),
    },
    { path: "workplace/rules", lazy: async () => ({ Component: (await import("./screens")).RulesPage }) },
    { path: "workplace/absences", lazy: async () => ({ Component: (await import("./screens")).AbsencesPage }) },
    { path: "workplace/checks", lazy: async () => ({ Component: (await import("./screens")).ChecksPage }) },
  ],
  nav: [
    {
      to: "/workplace",
      label: "nav.workplace",
      icon: IconHome,
      keys: "g l",
      // Administrators see no work content.
      shown: hasWork,
    },
  ],
  words: [workplaceWords, taskWords],
  topics: {
    workplace: { keys: () => [workKeys.grids(), workKeys.weeks(), workKeys.rules(), workKeys.absences()] },
    registration: { keys: (id) => [workKeys.one(id), workKeys.history(id), workKeys.mine()] },
    absence: { keys: () => [workKeys.absences()] },
    check: { keys: () => [workKeys.checks(), workKeys.calls()] },
    // Places that only a diary names are in the grid of those who may read it.
    diary: { keys: () => [workKeys.grids()], quiet: true, restMs: 2_000 },
  },
};
