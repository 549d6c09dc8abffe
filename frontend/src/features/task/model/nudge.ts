import type { TaskRow } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/** nudgeWord says in a row how often the work was pressed for: "Đã đôn đốc 2 lần"; undefined when it was not. */
export function nudgeWord({ nudged, open }: TaskRow): string | undefined {
  if (nudged === undefined || !open) return undefined;
  return nudged.count === 1 ? t("task.nudged.once") : t("task.nudged.times", { n: nudged.count });
}

/** nudgeSentence adds when last and by whom: "Đã đôn đốc 2 lần, gần nhất 14:30 ngày 24/04, Võ Đình Phước". */
export function nudgeSentence(row: TaskRow, today: string): string | undefined {
  const word = nudgeWord(row);
  if (word === undefined || row.nudged === undefined) return undefined;
  const { at, by } = row.nudged;
  return `${word}, ${t("task.nudged.last", { when: formatInstantNear(at, today), name: by.name })}`;
}
