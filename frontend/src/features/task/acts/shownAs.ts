import type { Task, TaskState } from "@/shared/api/types";
import type { ActBodies, Verb } from "../api";

// What a task becomes by an act, where that is another state; a step of its way for those that have one.
const becomes: Partial<Record<Verb, TaskState>> = {
  assign: "assigned",
  accept: "in_progress",
  name: "in_progress",
  submit: "submitted",
  approve: "completed",
  return: "in_progress",
  pause: "paused",
  reopen: "in_progress",
  recall: "recalled",
  cancel: "cancelled",
};

/**
 * shownAs returns a task as it will most likely be once the server has done the act: its state, its progress and the step
 * it stands at. What may be done next only the server knows, so of the acts the one on its way remains; its button waits.
 */
export function shownAs<V extends Verb>(verb: V, body: ActBodies[V], task: Task): Task {
  const state = becomes[verb] ?? task.state;
  const progress = verb === "report" ? (body as ActBodies["report"]).percent : task.progress;
  const acts = task.acts.filter((act) => act === verb);
  return { ...task, state, progress, acts, steps: stepsTo(state, task.steps) };
}

/** stepsTo moves the line to the step of a state; a state that is none, such as recalled, leaves it where it was. */
function stepsTo(state: TaskState, steps: Task["steps"]): Task["steps"] {
  const at = steps.findIndex(({ key }) => key === state);
  if (at === -1) return steps;
  const over = state === "completed";
  return steps.map((step, i) => ({ ...step, done: i < at || (over && i === at), current: !over && i === at }));
}
