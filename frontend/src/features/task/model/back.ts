import type { TaskRow } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/**
 * backWord says in a row why work is with whom it is: "Tạm dừng đến 20/05/2026", "Xin gia hạn đến 20/05/2026", "Làm lại lần 2", "Bị trả lại"; undefined of
 * all other work.
 */
export function backWord({ state, rework, back, askedDue, askedCause, paused }: TaskRow): string | undefined {
  if (paused !== undefined) return t("task.pausedUntil", { until: formatDay(paused.until) });
  if (askedDue !== undefined) return t("task.asked", { due: formatDay(askedDue) });
  if (askedCause) return t("task.askedCause");
  if (state === "in_progress" && back?.reopened) return t("task.back.reopened");
  if (state === "in_progress" && rework !== undefined) return t("task.back.rework", { n: rework });
  return state === "draft" && back !== undefined ? t("task.back.declined") : undefined;
}

/** backSentence says who sent the work back and why: "Nguyễn Thị Lan trả lại: thiếu tài liệu". */
export function backSentence({ state, back }: TaskRow): string | undefined {
  if (back === undefined) return undefined;
  const params = { name: back.by.name, reason: back.reason };
  if (state !== "draft" && back.reopened) return t("task.back.reopenedBy", params);
  return t(state === "draft" ? "task.back.declinedBy" : "task.back.reworkBy", params);
}
