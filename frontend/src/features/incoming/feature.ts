import { IconFileImport, IconGavel } from "@tabler/icons-react";
import { taskKeys } from "@/features/task/queries";
import { taskWords } from "@/features/task/words";
import type { Feature } from "@/shared/feature";
import { readsConclusions, readsRegister } from "./model/rights";
import { incomingKeys } from "./queries";
import { incomingWords } from "./words";

/** incoming brings the register of incoming documents (sổ văn bản đến), its follow-up and the leaders' directions. */
export const incoming: Feature = {
  routes: [
    { path: "incoming", lazy: async () => ({ Component: (await import("./screens")).IncomingPage }) },
    { path: "conclusions", lazy: async () => ({ Component: (await import("./screens")).ConclusionsPage }) },
    { path: "conclusions/new", lazy: async () => ({ Component: (await import("./screens")).NewConclusionPage }) },
    { path: "conclusions/:id", lazy: async () => ({ Component: (await import("./screens")).ConclusionPage }) },
  ],
  nav: [
    { to: "/incoming", label: "nav.incoming", icon: IconFileImport, keys: "g a", shown: readsRegister },
    { to: "/conclusions", label: "nav.conclusions", icon: IconGavel, keys: "g w", shown: readsConclusions },
  ],
  words: [incomingWords, taskWords],
  topics: {
    document: { keys: () => [incomingKeys.all(), taskKeys.sources()], versionIn: () => undefined },
    // Who has opened the scan.
    document_files: {
      keys: (id) => [incomingKeys.files(id), taskKeys.sources()],
      versionIn: () => undefined,
      quiet: true,
    },
    // How far the work on a document is.
    task: { keys: () => [incomingKeys.all()], quiet: true, restMs: 3_000 },
  },
};
