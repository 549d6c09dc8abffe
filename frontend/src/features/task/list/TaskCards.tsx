import type { TaskRow } from "@/shared/api/types";
import { formatDayNear } from "@/shared/format/date";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import { backWord } from "../model/back";
import { DueDate } from "./columns";
import classes from "./TaskCards.module.css";
import { RowLink, secondLine } from "./TaskTable";

/** TaskCards lists tasks on a phone, where a table has no room; a touch opens the page. */
export function TaskCards({ rows, today }: { rows: TaskRow[]; today: string }) {
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <Card key={row.id} row={row} today={today} />
      ))}
    </ul>
  );
}

function Card({ row, today }: { row: TaskRow; today: string }) {
  const changed = useRecentlyChanged(row.id);
  return (
    <li className={changed ? `${classes.card} cv-changed` : classes.card}>
      <StateGlyph state={row.state} size={17} say={backWord(row) !== undefined} />
      <div className={classes.text}>
        <RowLink row={row} />
        <div className={classes.second}>{secondLine(row)}</div>
        <div className={classes.foot}>
          <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
          <DueDate day={row.dueOn} text={(day) => formatDayNear(day, today)} />
        </div>
      </div>
    </li>
  );
}
