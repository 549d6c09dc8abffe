import type { TaskRow } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/** partWord says of work with which I help what my part is: "Phần của tôi 20%, hạn 07/05/2026". */
export function partWord({ myPart }: Pick<TaskRow, "myPart">): string | undefined {
  if (myPart === undefined) return undefined;
  const { share, dueOn, delivered } = myPart;
  const parts = [
    share === undefined ? t("task.part.mine") : t("task.part.mineShare", { share }),
    ...(dueOn === undefined ? [] : [t("task.part.due", { day: formatDay(dueOn) })]),
    delivered === true ? t("task.part.delivered") : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
