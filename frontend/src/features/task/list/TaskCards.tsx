import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { TaskRow } from "@/shared/api/types";
import { formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import type { Selection } from "../batch/useSelection";
import { backWord } from "../model/back";
import { DueDate } from "./columns";
import classes from "./TaskCards.module.css";
import { RowLink, secondLine } from "./TaskTable";

/** Props of TaskCards; selection: what is chosen of them, nothing for a list in which nothing is chosen. */
interface Props {
  rows: TaskRow[];
  today: string;
  selection?: Selection;
}

/** TaskCards lists tasks on a phone, where a table has no room; a touch opens the page, or chooses while several are chosen. */
export function TaskCards({ rows, today, selection }: Props) {
  const [choosing, setChoosing] = useState(false);
  const chooses = choosing || (selection?.rows.length ?? 0) > 0;
  return (
    <>
      {selection !== undefined && (
        <div className={`${classes.choose} cv-noprint`}>
          <Button
            variant="subtle"
            color="gray"
            aria-pressed={chooses}
            onClick={() => {
              setChoosing(!chooses);
              if (chooses) selection.set([]);
            }}
          >
            {t(chooses ? "task.batch.chooseEnd" : "task.batch.choose")}
          </Button>
        </div>
      )}
      <ul className={classes.list}>
        {rows.map((row) => (
          <Card key={row.id} row={row} today={today} selection={chooses ? selection : undefined} />
        ))}
      </ul>
    </>
  );
}

function Card({ row, today, selection }: { row: TaskRow; today: string; selection: Selection | undefined }) {
  const changed = useRecentlyChanged(row.id);
  return (
    <li
      className={changed ? `${classes.card} cv-changed` : classes.card}
      data-chosen={selection?.has(row.id) || undefined}
    >
      {selection === undefined ? (
        <StateGlyph state={row.state} size={17} say={backWord(row) !== undefined} />
      ) : (
        <Checkbox
          className={classes.tick}
          aria-label={t("task.batch.one", { code: row.code })}
          checked={selection.has(row.id)}
          onChange={() => selection.toggle(row.id)}
        />
      )}
      <div className={classes.text}>
        <RowLink row={row} onSelect={selection === undefined ? undefined : selection.toggle} />
        <div className={classes.second}>{secondLine(row)}</div>
        <div className={classes.foot}>
          <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
          <DueDate day={row.dueOn} text={(day) => formatDayNear(day, today)} />
        </div>
      </div>
    </li>
  );
}
