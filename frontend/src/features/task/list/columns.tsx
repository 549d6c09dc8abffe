import type { ReactNode } from "react";
import type { TaskRow } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { prefs, usePrefs } from "@/shared/prefs/prefs";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import type { TaskColumn } from "../api";
import { backWord } from "../model/back";
import { ticks } from "../model/ticks";
import { waitsText } from "../model/waits";
import classes from "./TaskTable.module.css";

/** A column of the table of tasks beside the title, which is always there. */
export interface TaskTableColumn {
  key: Exclude<TaskColumn, "title">;
  /** Width in rem. */
  width: number;
  number?: boolean;
  quiet?: boolean;
  cell: (row: TaskRow) => ReactNode;
}

/** columns are all that the table can show, in its order, which is also that of the file. */
export const columns: readonly TaskTableColumn[] = [
  { key: "code", width: 9.25, quiet: true, cell: (row) => row.code },
  { key: "lead", width: 10, cell: (row) => row.lead.person?.name ?? row.lead.unit.shortName },
  { key: "unit", width: 10, cell: (row) => row.lead.unit.shortName },
  { key: "assigner", width: 10, cell: (row) => row.assignedBy.name },
  { key: "document", width: 8, cell: (row) => row.document?.number },
  { key: "product", width: 11, cell: (row) => row.product.name },
  { key: "urgency", width: 7, cell: (row) => t(`urgency.${row.urgency}`) },
  {
    key: "state",
    width: 9,
    cell: (row) => (
      <span className={classes.stateWord}>
        <StateGlyph state={row.state} say={backWord(row) !== undefined} /> {backWord(row) ?? stateWord(row.state)}
      </span>
    ),
  },
  { key: "waiting", width: 10, cell: (row) => row.waiting.map(({ name }) => name).join(", ") },
  { key: "waits", width: 10, cell: (row) => waitsText(row) },
  { key: "checklist", width: 6, number: true, cell: (row) => ticks(row) },
  { key: "progress", width: 5.5, number: true, cell: (row) => `${row.progress}%` },
  {
    key: "due",
    width: 10.75,
    cell: (row) => <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />,
  },
  { key: "date", width: 6.5, number: true, cell: (row) => <DueDate day={row.dueOn} text={formatDay} /> },
  { key: "quantity", width: 6, number: true, cell: (row) => formatQuantity(row.quantity) },
  { key: "converted", width: 6.5, number: true, cell: (row) => formatDecimal(row.converted) },
  { key: "updated", width: 9, number: true, cell: (row) => formatInstant(row.updatedAt) },
];

const usual: readonly TaskTableColumn["key"][] = ["code", "lead", "state", "due", "date", "converted"];

/** useColumns returns the columns that a person has chosen for this machine, in the order of the table. */
export function useColumns(): TaskTableColumn[] {
  const { taskColumns = usual } = usePrefs();
  return columns.filter(({ key }) => taskColumns.includes(key));
}

/** chooseColumns keeps which columns the table shows; undefined are the usual ones. */
export function chooseColumns(keys: TaskTableColumn["key"][] | undefined): void {
  prefs.set({ taskColumns: keys });
}

/** DueDate writes the day of the deadline, a dash where there is none. */
export function DueDate({ day, text }: { day: string | undefined; text: (day: string) => string }) {
  if (day === undefined) return <span aria-hidden>–</span>;
  return (
    <time dateTime={day} title={formatDay(day)}>
      {text(day)}
    </time>
  );
}
