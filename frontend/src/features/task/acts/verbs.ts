import type { Task } from "@/shared/api/types";
import type { ActBodies, Verb } from "../api";

/**
 * isDone reports whether the stored task already is what the act wanted. After a double click, or an answer that was lost
 * on the way, the second request finds a newer version; that is success, not a conflict.
 */
export function isDone<V extends Verb>(verb: V, body: ActBodies[V], me: string, stored: Task): boolean {
  return checks[verb](body, me, stored);
}

type Check<V extends Verb> = (body: ActBodies[V], me: string, stored: Task) => boolean;

const checks: { [V in Verb]: Check<V> } = {
  assign: (_, me, task) => task.state === "assigned" && task.assignedBy.id === me,
  accept: (_, me, task) => task.state === "in_progress" && task.lead.person?.id === me,
  name: ({ person }, _, task) => task.lead.person?.id === person,
  decline: (_, me, task) => task.state === "draft" && task.lead.person?.id === me,
  report: ({ percent, text }, me, task) =>
    task.reports.some((report) => report.by.id === me && report.percent === percent && report.text === text.trim()),
  submit: ({ note, files = [] }, me, task) => {
    const last = task.submissions.at(-1);
    const same = last?.by.id === me && last.note === note.trim() && last.files.join() === files.join();
    return task.state === "submitted" && same;
  },
  approve: (_, me, task) => task.state === "completed" && task.submissions.at(-1)?.decision?.by.id === me,
  return: ({ reason }, me, task) => {
    const decision = task.submissions.at(-1)?.decision;
    return decision?.verdict === "returned" && decision.by.id === me && decision.reason === reason.trim();
  },
  withdraw: (_, me, task) => task.state === "in_progress" && task.withdrawn.at(-1)?.by.id === me,
  ask_extension: ({ due, reason }, me, task) => {
    const last = task.extensions.at(-1);
    return last?.answer === undefined && last?.by.id === me && last.to === due && last.reason === reason.trim();
  },
  answer_extension: ({ due }, me, task) => {
    const answer = task.extensions.at(-1)?.answer;
    return answer?.by.id === me && answer.kind !== "lapsed" && answer.on === due;
  },
  reschedule: ({ due }, me, task) => {
    const last = task.dues.at(-1);
    return last?.why === "rescheduled" && last.by.id === me && last.dueOn === due;
  },
  pause: ({ until, reason }, me, { paused }) =>
    paused?.by.id === me && paused.until === until && paused.reason === reason.trim(),
  resume: (_, __, task) => task.open && task.paused === undefined && task.state !== "recalled",
  reopen: ({ reason }, me, { state, back }) =>
    state === "in_progress" && back?.reopened === true && back.by.id === me && back.reason === reason.trim(),
  ask_cause: ({ event, reason }, me, task) => {
    const last = task.causes.at(-1);
    return (
      last?.answer === undefined && last?.by.id === me && last.event.key === event && last.reason === reason.trim()
    );
  },
  answer_cause: ({ confirmed }, me, task) => {
    const answer = task.causes.at(-1)?.answer;
    return answer?.by.id === me && answer.verdict === (confirmed ? "confirmed" : "refused");
  },
  recall: ({ reason }, _, task) => task.state === "recalled" && task.closedReason === reason.trim(),
  cancel: ({ reason }, _, task) => task.state === "cancelled" && task.closedReason === reason.trim(),
};
