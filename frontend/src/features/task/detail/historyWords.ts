import type { HistoryEntry } from "@/shared/api/types";
import { tx } from "@/shared/i18n";

/**
 * historySentence returns what somebody did as a sentence without its subject: "giao Nguyễn Thị Lan chủ trì, hạn
 * 06/05/2026." Names and dates in params are those of the day it happened.
 */
export function historySentence({ action, params }: Pick<HistoryEntry, "action" | "params">): string {
  return tx(`history.${action}${variantOf(action, params)}`, "history.other", params);
}

/** variantOf picks the wording where a sentence depends on more than the action. */
function variantOf(action: string, params: Record<string, string>): string {
  const dated = ["task.assigned", "task.returned", "task.paused", "task.resumed", "task.reopened"].includes(action);
  if (action === "task.file_attached")
    return Number(params.count) > 1 ? ".many" : Number(params.n) > 1 ? ".version" : "";
  if (action === "task.cause_asked") return `.${params.event}`;
  if (action === "task.extension_answered" || action === "task.cause_answered") return `.${params.answer}`;
  if (action === "task.submitted" && params.files !== undefined) return ".files";
  if (["task.rescheduled", "task.blocker_moved"].includes(action) && !params.was) return ".noDue";
  const part = params.of === undefined ? "" : "Of";
  if (action === "task.returned" && params.major === "true") return params.due ? `.major${part}` : `.major${part}NoDue`;
  if (action === "task.approved" && params.verdict === "major_error") return `.majorError${part}`;
  if (action === "task.coordinators_changed" && !params.parts) return ".none";
  if (action === "task.informed" && !params.people) return ".none";
  if (action === "task.urgency_changed") return `.${params.urgency}`;
  if (action === "task.split") return params.count === undefined ? "" : ".many";
  if ((action === "task.recalled" || action === "task.cancelled") && params.with !== undefined) return ".with";
  return dated && !params.due ? ".noDue" : "";
}
