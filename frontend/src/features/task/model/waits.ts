import type { TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";

/** waitsText says for which other work a task waits, and with whom that lies: "chờ NV-2026-000131 (Nguyễn Thị Lan)"; nothing of all other work. */
export function waitsText({ waitsFor }: Pick<TaskRow, "waitsFor">): string | undefined {
  if (waitsFor === undefined) return undefined;
  const { count, code, holders = [] } = waitsFor;
  if (code === undefined) return t("task.waits.hidden", { n: count });
  const names = holders.map(({ name }) => name).join(", ");
  const first = names === "" ? t("task.waits.one", { code }) : t("task.waits.oneWith", { code, names });
  return count === 1 ? first : t("task.waits.more", { first, n: count - 1 });
}
