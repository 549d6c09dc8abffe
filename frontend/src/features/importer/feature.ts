import { IconTableImport } from "@tabler/icons-react";
import type { Feature } from "@/shared/feature";
import { importKeys } from "./queries";
import { importWords } from "./words";

/** importer brings tables in from Excel and CSV (nhập dữ liệu). */
export const importer: Feature = {
  routes: [
    { path: "import", lazy: async () => ({ Component: (await import("./screens")).StartPage }) },
    { path: "import/:id", lazy: async () => ({ Component: (await import("./screens")).TrialPage }) },
  ],
  nav: [
    {
      to: "/import",
      label: "nav.import",
      icon: IconTableImport,
      keys: "g e",
      shown: (me) => me.roles.includes("hr") || me.roles.includes("admin"),
    },
  ],
  words: [importWords],
  topics: { import: { keys: (id) => [importKeys.recent(), importKeys.one(id)] } },
};
