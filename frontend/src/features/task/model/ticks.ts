import type { TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";

/** ticks says how many items of the checklist are done: "3/5"; nothing of work without one. */
export function ticks({ checklist }: Pick<TaskRow, "checklist">): string | undefined {
  return checklist === undefined ? undefined : t("task.checklist.count", { ...checklist });
}

/** ticksWord says it among other words: "Mục cần làm 3/5". */
export function ticksWord(row: Pick<TaskRow, "checklist">): string | undefined {
  const count = ticks(row);
  return count === undefined ? undefined : t("task.checklist.brief", { count });
}
