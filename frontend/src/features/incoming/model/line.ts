import { t } from "@/shared/i18n";
import type { IncomingRow } from "../api";

/** receiversOf names whom a document is for, as registers do: units in short, people by name. */
export function receiversOf(row: IncomingRow): string {
  return row.receivers.map(({ unit, person }) => person?.name ?? unit.shortName).join(", ");
}

/** settlingText says how far the work on a document is. */
export function settlingText(row: IncomingRow): string {
  if (row.state === "cancelled") return "";
  return progressText(row.progress) ?? t(row.state === "open" ? "incoming.state.open" : "incoming.settled.none");
}

/** progressText says how much of the work on a document is done; nothing where there is none. */
export function progressText({ tasks, done, late }: IncomingRow["progress"]): string | undefined {
  if (tasks === 0) return undefined;
  if (late > 0) return t("incoming.settled.late", { done, n: tasks, late });
  return done === tasks ? t("incoming.settled.done", { n: tasks }) : t("incoming.settled.some", { done, n: tasks });
}
