import { IconFileImport } from "@tabler/icons-react";
import { taskKeys } from "@/features/task/queries";
import { taskWords } from "@/features/task/words";
import type { Feature } from "@/shared/feature";
import { readsRegister } from "./model/rights";
import { incomingKeys } from "./queries";
import { incomingWords } from "./words";

/** incoming brings the register of incoming documents (sổ văn bản đến), its follow-up and the leaders' directions. */
export const incoming: Feature = {
  routes: [{ path: "incoming", lazy: async () => ({ Component: (await import("./screens")).IncomingPage }) }],
  nav: [{ to: "/incoming", label: "nav.incoming", icon: IconFileImport, keys: "g a", shown: readsRegister }],
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
