import { IconInbox, IconLayoutList } from "@tabler/icons-react";
import { inboxWords } from "@/features/inbox/words";
import { substituteWords } from "@/features/substitute/words";
import { taskWords } from "@/features/task/words";
import { hasWork } from "@/shared/api/roles";
import type { Feature } from "@/shared/feature";
import { DeskPage } from "./pages/DeskPage";
import { deskKeys, useWaitingCount } from "./queries";
import { deskWords } from "./words";

const waiting = { keys: () => [deskKeys.waiting(), deskKeys.waitingCount()] };
const work = { keys: () => [...waiting.keys(), deskKeys.attention()] };

/** desk brings Bàn làm việc and Việc chờ tôi xử lý. */
export const desk: Feature = {
  routes: [
    { index: true, lazy: async () => ({ Component: DeskPage }) },
    { path: "waiting", lazy: async () => ({ Component: (await import("./screens")).WaitingPage }) },
  ],
  nav: [
    { to: "/", label: "nav.desk", icon: IconLayoutList, keys: "g b" },
    { to: "/waiting", label: "nav.waiting", icon: IconInbox, keys: "g c", useCount: useWaitingCount, shown: hasWork },
  ],
  words: [deskWords, taskWords, inboxWords, substituteWords],
  topics: { task: work, diary: waiting, registration: waiting, sheet: waiting },
};
