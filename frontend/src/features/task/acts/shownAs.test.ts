import { describe, expect, it } from "vitest";
import type { Verb } from "../api";
import { taskOf } from "../model/fixtures";
import { shownAs } from "./shownAs";

const done = (task: ReturnType<typeof taskOf>) =>
  task.steps.map((step) => (step.current ? "at" : step.done ? "x" : "-")).join("");

describe("shownAs", () => {
  it.each<[Verb, string, string]>([
    ["assign", "assigned", "at----"],
    ["accept", "in_progress", "xxat--"],
    ["name", "in_progress", "xxat--"],
    ["report", "in_progress", "xxat--"],
    ["submit", "submitted", "xxxat-"],
    ["approve", "completed", "xxxxx"],
    ["return", "in_progress", "xxat--"],
    ["recall", "recalled", "xxat--"],
    ["cancel", "cancelled", "xxat--"],
    ["decline", "in_progress", "xxat--"],
  ])("%s leads to %s", (verb, state, line) => {
    const task = shownAs(verb, {} as never, taskOf());
    expect([task.state, done(task)]).toEqual([state, line]);
  });

  it("shows the progress reported, and of the acts only the one on its way", () => {
    const task = shownAs("report", { percent: 75, text: "" }, taskOf({ acts: ["submit", "report"] }));
    expect([task.progress, task.acts]).toEqual([75, ["report"]]);
  });
});
