import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import type { IncomingRow } from "../api";
import { settlingText } from "../model/line";
import classes from "./Incoming.module.css";

/** Settling is how far the work on a document is (tiến độ giải quyết). */
export function Settling({ row }: { row: IncomingRow }) {
  const { tasks, timeliness } = row.progress;
  if (row.state === "cancelled") return <span className={classes.second}>{t("incoming.state.cancelled")}</span>;
  if (tasks === 0) return row.state === "open" ? <strong>{settlingText(row)}</strong> : settlingText(row);
  return (
    <>
      {timeliness.kind !== "none" && <DueLabel timeliness={timeliness} amount />}
      <span className={classes.second}>{settlingText(row)}</span>
    </>
  );
}
