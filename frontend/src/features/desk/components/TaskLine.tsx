import type { ReactNode } from "react";
import { Link } from "react-router";
import { backWord } from "@/features/task/model/back";
import { nudgeWord } from "@/features/task/model/nudge";
import type { TaskRow } from "@/shared/api/types";
import { formatDay, formatDayNear } from "@/shared/format/date";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import classes from "./TaskLine.module.css";

/** TaskLine is a task in two lines: what, and its code, document, product; at the right how it stands in time. */
export function TaskLine({ row, today }: { row: TaskRow; today: string }) {
  const changed = useRecentlyChanged(row.id);
  const back = backWord(row);
  return (
    <li className={changed ? `${classes.row} cv-changed` : classes.row}>
      <span className={classes.glyph}>
        <StateGlyph state={row.state} say />
      </span>
      <div className={classes.text}>
        <Link to={`/tasks/${row.id}`} className={classes.title}>
          <UrgencyWord urgency={row.urgency} />
          {row.title}
        </Link>
        {back !== undefined && <div className={classes.back}>{back}</div>}
        <div className={classes.second}>{secondLine(row)}</div>
      </div>
      <div className={classes.due}>
        <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
      </div>
      {row.dueOn !== undefined && (
        <time className={classes.date} dateTime={row.dueOn} title={formatDay(row.dueOn)}>
          {formatDayNear(row.dueOn, today)}
        </time>
      )}
    </li>
  );
}

/** secondLine joins what tells tasks apart; codes never break. */
function secondLine(row: TaskRow): ReactNode {
  const holder = row.state === "submitted" ? row.waiting[0] : undefined;
  const parts = [
    row.code,
    backWord(row),
    row.document?.number,
    row.product.code === undefined
      ? row.product.name
      : `${row.product.code}, ${t("desk.coefficient", { k: formatQuantity(row.product.k) })}`,
    holder && t("desk.with", { name: holder.name }),
    nudgeWord(row),
  ].filter((part) => part !== undefined);
  return parts.map((part, i) => (
    <span key={part}>
      {i > 0 && " · "}
      <span className={part.length < 30 ? "cv-nowrap" : undefined}>{part}</span>
    </span>
  ));
}
