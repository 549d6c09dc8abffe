import type { TaskAct } from "@/shared/api/types";

/** How the action bar shows the acts of a task. */
export interface BarLayout {
  /** The one filled button, the act that moves the work forward. */
  filled?: TaskAct;
  plain: TaskAct[];
  /** Behind the "…" button, where there is no room. */
  menu: TaskAct[];
}

const forward: readonly TaskAct[] = [
  "assign",
  "accept",
  "name",
  "submit",
  "answer_extension",
  "answer_cause",
  "approve",
  "resume",
];
const quiet: readonly TaskAct[] = ["decline", "recall", "cancel"];

/** isQuiet reports whether an act takes work away from somebody: its button has no border. */
export function isQuiet(act: TaskAct): boolean {
  return quiet.includes(act);
}

/**
 * layOut places the acts the server allows, in the server's order; `room` is how many buttons fit beside each other, the
 * "…" button not counted. Taking the work away is never the filled button.
 */
export function layOut(acts: readonly TaskAct[], room: number): BarLayout {
  const filled = acts.find((act) => forward.includes(act));
  const others = acts.filter((act) => act !== filled);
  const free = room - (filled === undefined ? 0 : 1);
  return { filled, plain: others.slice(0, free), menu: others.slice(free) };
}
