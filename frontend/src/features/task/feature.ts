import { IconChecklist, IconPlus, IconRepeat } from "@tabler/icons-react";
import { hasWork } from "@/shared/api/roles";
import type { Feature } from "@/shared/feature";
import { batchKeys } from "./batch/queries";
import { isSearch, taskKeys, useLeadCount } from "./queries";
import { taskPageWords, taskWords } from "./words";

/** task brings the lists, the page and the form of tasks (nhiệm vụ). The forms stand over the page they belong to. */
export const task: Feature = {
  routes: [
    {
      path: "tasks",
      lazy: async () => ({ Component: (await import("./screens")).TasksPage }),
      children: [
        { path: "new", lazy: async () => ({ Component: (await import("./screens")).NewTask }) },
        { path: "quick", lazy: async () => ({ Component: (await import("./screens")).QuickDialog }) },
      ],
    },
    { path: "tasks/recurring", lazy: async () => ({ Component: (await import("./screens")).RecurringPage }) },
    {
      path: "tasks/:id",
      lazy: async () => ({ Component: (await import("./screens")).TaskPage }),
      children: [
        { path: "edit", lazy: async () => ({ Component: (await import("./screens")).EditTask }) },
        { path: "split", lazy: async () => ({ Component: (await import("./screens")).SplitTask }) },
      ],
    },
  ],
  nav: [{ to: "/tasks", label: "nav.tasks", icon: IconChecklist, keys: "g v", useCount: useLeadCount, shown: hasWork }],
  acts: [
    { to: "/tasks/new", label: "act.assign", icon: IconPlus, shown: (me) => me.can.assign },
    { to: "/tasks/recurring", label: "act.recurring", icon: IconRepeat, shown: (me) => me.can.assign },
    { to: "/tasks/new", label: "act.propose", icon: IconPlus, shown: (me) => hasWork(me) && !me.can.assign },
  ],
  words: [taskWords, taskPageWords],
  topics: {
    // The lead opened the task for the first time: no change of it, and its assigner alone is told.
    seen: { keys: (id) => [taskKeys.detail(id)], versionIn: () => undefined, quiet: true },
    // I follow it, or do no more: said in another window of mine, no change of the task.
    watch: {
      keys: (id) => [taskKeys.detail(id), taskKeys.counts(), taskKeys.lists()],
      versionIn: () => undefined,
      quiet: true,
    },
    // Something happened to a task that this one waits for, or it is waited for by one more: no version of it.
    links: {
      keys: (id) => [taskKeys.detail(id), taskKeys.links(id), taskKeys.history(id), taskKeys.trees(), taskKeys.lists()],
      versionIn: () => undefined,
      quiet: true,
    },
    // What is said about a task makes no version of it.
    talk: { keys: (id) => [taskKeys.talk(id), taskKeys.history(id)], versionIn: () => undefined, quiet: true },
    // Its items make no version of a task.
    checklist: {
      keys: (id) => [taskKeys.checklist(id), taskKeys.history(id), taskKeys.lists()],
      versionIn: () => undefined,
      quiet: true,
    },
    // Somebody's own note, written in another window of theirs.
    note: { keys: (id) => [taskKeys.note(id)], versionIn: () => undefined, quiet: true },
    task_files: {
      keys: (id) => [taskKeys.files(id), taskKeys.history(id)],
      versionIn: () => undefined,
      quiet: true,
    },
    recurring: { keys: () => [taskKeys.recurring()], versionIn: () => undefined, quiet: true },
    batch: { keys: () => [batchKeys.all], versionIn: () => undefined, quiet: true },
    filter: { keys: () => [taskKeys.saved()], quiet: true },
    task: [
      { keys: (id) => [taskKeys.detail(id), taskKeys.history(id), taskKeys.counts()] },
      // A change of one part is a change of every tree that shows it.
      { keys: () => [taskKeys.trees(), taskKeys.allLinks()] },
      // What the palette found stays what was found: rows change, others come with the next search.
      { keys: () => [taskKeys.lists()], closed: isSearch },
    ],
  },
};
