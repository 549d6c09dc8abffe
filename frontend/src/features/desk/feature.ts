import type { Feature } from "@/app/feature";
import { deskKeys } from "./queries";

const waiting = { keys: () => [deskKeys.waiting(), deskKeys.waitingCount()] };

/** desk brings Bàn làm việc and Việc chờ tôi xử lý. */
export const desk: Feature = {
  routes: [
    { index: true, lazy: async () => ({ Component: (await import("./pages/DeskPage")).DeskPage }) },
    { path: "waiting", lazy: async () => ({ Component: (await import("./pages/WaitingPage")).WaitingPage }) },
  ],
  topics: { task: waiting, diary: waiting, sheet: waiting },
};
