import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { taskApi } from "@/features/task/api";
import { type Attempt, attemptFor } from "@/features/task/model/attempt";
import { emptyForm, newTaskOf } from "@/features/task/model/newTask";
import { useMe } from "@/shared/api/session";
import type { Me, NewTask } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { type Edits, type Line, tidy, withLine } from "../model/sheet";

const shortestTitle = 5;
const longestTitle = 300;

/** mayBeTask reports whether a line can become a task: unplanned work that has none, said in enough characters for a title. */
export function mayBeTask({ text, unplanned, task }: Line): boolean {
  return unplanned && task === undefined && [...(tidy(text).split("\n")[0] ?? "")].length >= shortestTitle;
}

/**
 * taskOfLine is the draft of a task that a line of unplanned work becomes: its title, and all of it where that is longer. Who
 * leads it and what comes of it is said on its page: with a lead it would be a proposal, which needs its product at once.
 */
export function taskOfLine(me: Me, line: Pick<Line, "text" | "result">): NewTask {
  const text = tidy(line.text);
  const first = text.split("\n")[0] ?? "";
  const title = [...first].slice(0, longestTitle).join("").trim();
  const rest = [title === text ? "" : text, tidy(line.result)].filter(Boolean).join("\n\n");
  return newTaskOf({ ...emptyForm(me), lead: undefined, title, description: rest }, false);
}

/** useLineTask makes a draft of a task from a line of unplanned work, in one step, and names it in the line. */
export function useLineTask(keeper: Edits) {
  const me = useMe();
  // The same content sent again, after a lost answer or a double click, is the same task.
  const attempts = useRef(new Map<string, Attempt>());
  return useMutation({
    mutationFn: (line: Line) => {
      const body = taskOfLine(me, line);
      const attempt = attemptFor(attempts.current.get(line.key), body);
      attempts.current.set(line.key, attempt);
      return taskApi.create(body, attempt.key);
    },
    onSuccess: ({ id, code, title }, line) => {
      keeper.edit((now) => withLine(now, line.key, { task: { id, code, title } }));
      void toast(t("diary.toTask.done", { code }));
    },
  });
}
