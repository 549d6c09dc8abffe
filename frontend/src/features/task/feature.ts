import type { Feature } from "@/app/feature";
import { taskKeys } from "./queries";

/** task brings the lists, the page and the form of tasks (nhiệm vụ). */
export const task: Feature = {
  routes: [],
  topics: {
    task: { keys: (id) => [taskKeys.detail(id), taskKeys.history(id), taskKeys.lists(), taskKeys.counts()] },
  },
};
