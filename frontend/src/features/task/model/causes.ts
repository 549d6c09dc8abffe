import type { Task } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";

/** eventWord names what cost points: "trễ hạn 06/05/2026". */
export function eventWord({ kind, on }: Task["excusable"][number]): string {
  return t(`task.cause.event.${kind}`, { on: formatDay(on) });
}
