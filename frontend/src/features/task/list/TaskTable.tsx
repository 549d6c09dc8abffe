import { Checkbox, Table } from "@mantine/core";
import { Fragment, type MouseEvent, type ReactNode } from "react";
import { Link } from "react-router";
import type { TaskRow } from "@/shared/api/types";
import { formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePrefs } from "@/shared/prefs/prefs";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import type { Selection } from "../batch/useSelection";
import { backWord } from "../model/back";
import { nudgeWord } from "../model/nudge";
import { partWord } from "../model/part";
import { ticksWord } from "../model/ticks";
import { waitsText } from "../model/waits";
import { DueDate, type TaskTableColumn, useColumns } from "./columns";
import classes from "./TaskTable.module.css";

/** Props of TaskTable. */
interface Props {
  rows: TaskRow[];
  /** full: every column; split: two-line rows, for a narrow page or beside a panel. */
  layout: "full" | "split";
  today: string;
  selected: string | undefined;
  /** A click selects a row; without it a click opens the page. Enter always opens the page. */
  onSelect?: (id: string) => void;
  /** What is chosen of the rows, to do something with many; nothing for a list in which nothing is chosen. */
  selection?: Selection;
}

/** TaskTable lists tasks; the link in each row covers the whole row. */
export function TaskTable({ rows, layout, today, selected, onSelect, selection }: Props) {
  const { density } = usePrefs();
  const chosen = useColumns();
  const full = layout === "full";
  const every = selection !== undefined && rows.length > 0 && rows.every(({ id }) => selection.has(id));
  const choose = selection !== undefined && (
    <Table.Th className={`${classes.choose} cv-noprint`}>
      <Checkbox
        size="xs"
        aria-label={t("task.batch.shown")}
        checked={every}
        indeterminate={!every && selection.rows.length > 0}
        onChange={() => selection.set(every ? [] : rows.map(({ id }) => id))}
      />
    </Table.Th>
  );
  const table = (
    <Table
      className={classes.table}
      layout="fixed"
      data-density={density}
      data-layout={layout}
      tabularNums
      style={full ? { minWidth: `${widthOf(chosen)}rem` } : undefined}
    >
      <Table.Thead className={classes.head}>
        {full ? (
          <Table.Tr>
            {choose}
            {chosen.filter(isFirst).map((column) => (
              <Heading key={column.key} column={column} />
            ))}
            <Table.Th>{t("task.column.title")}</Table.Th>
            {chosen.filter(isAfter).map((column) => (
              <Heading key={column.key} column={column} />
            ))}
          </Table.Tr>
        ) : (
          <Table.Tr>
            {choose}
            <Table.Th>{t("task.column.title")}</Table.Th>
            <Table.Th className={classes.due}>{t("task.due")}</Table.Th>
            <Table.Th className={classes.shortDate}>{t("task.column.date")}</Table.Th>
          </Table.Tr>
        )}
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            columns={full ? chosen : undefined}
            today={today}
            selected={row.id === selected}
            onSelect={onSelect}
            selection={selection}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
  // More columns than there is room for: the table itself moves sideways, never the page.
  return full && widthOf(chosen) > roomRem ? <div className={classes.wide}>{table}</div> : table;
}

// What fits beside the sidebar where every column is shown at all (useFullTable), and what a title needs.
const roomRem = 73;
const titleRem = 18;

function widthOf(chosen: readonly TaskTableColumn[]): number {
  return chosen.reduce((sum, { width }) => sum + width, titleRem);
}

const isFirst = ({ key }: TaskTableColumn) => key === "code";
const isAfter = (column: TaskTableColumn) => !isFirst(column);

function Heading({ column: { key, width, number } }: { column: TaskTableColumn }) {
  return (
    <Table.Th style={{ width: `${width}rem` }} data-number={number || undefined}>
      {t(`task.column.${key}`)}
    </Table.Th>
  );
}

/** Props of Row; columns: those of a full table, none of a split one. */
interface RowProps {
  row: TaskRow;
  columns: readonly TaskTableColumn[] | undefined;
  today: string;
  selected: boolean;
  onSelect?: (id: string) => void;
  selection?: Selection;
}

function Row({ row, columns, today, selected, onSelect, selection }: RowProps) {
  const changed = useRecentlyChanged(row.id);
  const cells = (some: readonly TaskTableColumn[]) =>
    some.map(({ key, number, quiet, cell }) => (
      <Table.Td key={key} className={classes[key]} data-number={number || undefined} data-quiet={quiet || undefined}>
        {cell(row)}
      </Table.Td>
    ));
  return (
    <Table.Tr
      className={changed ? `${classes.row} cv-changed` : classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      data-chosen={selection?.has(row.id) || undefined}
    >
      {selection !== undefined && (
        <Table.Td className={`${classes.choose} cv-noprint`}>
          <Checkbox
            size="xs"
            aria-label={t("task.batch.one", { code: row.code })}
            checked={selection.has(row.id)}
            onChange={(event) => selection.toggle(row.id, (event.nativeEvent as globalThis.MouseEvent).shiftKey)}
          />
        </Table.Td>
      )}
      {columns === undefined ? (
        <>
          <Table.Td>
            <div className={classes.twoLines}>
              <StateGlyph state={row.state} say={backWord(row) !== undefined} />
              <div className={classes.lines}>
                <RowLink row={row} onSelect={onSelect} />
                <div className={classes.second}>{secondLine(row)}</div>
              </div>
            </div>
          </Table.Td>
          <Table.Td className={classes.due}>
            <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
          </Table.Td>
          <Table.Td className={classes.shortDate}>
            <DueDate day={row.dueOn} text={(day) => formatDayNear(day, today)} />
          </Table.Td>
        </>
      ) : (
        <>
          {cells(columns.filter(isFirst))}
          <Table.Td>
            <RowLink row={row} onSelect={onSelect} />
            <TitleNotes row={row} columns={columns} />
          </Table.Td>
          {cells(columns.filter(isAfter))}
        </>
      )}
    </Table.Tr>
  );
}

/** TitleNotes stand below the title where no column says them: what my part is, and for which other work it waits. */
function TitleNotes({ row, columns }: { row: TaskRow; columns: readonly TaskTableColumn[] }) {
  const waits = columns.some(({ key }) => key === "waits") ? undefined : waitsText(row);
  const notes = [partWord(row), waits].filter((note) => note !== undefined);
  return notes.length === 0 ? null : <div className={classes.second}>{notes.join(" · ")}</div>;
}

/** RowLink is the title of a task; a plain click selects the row where there is a panel. */
export function RowLink({ row, onSelect }: Pick<RowProps, "row" | "onSelect">) {
  const select = (event: MouseEvent) => {
    // A click made by Enter has no press count: it opens the page, as a click with a modifier opens a new tab.
    const plain = event.detail > 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (onSelect === undefined || !plain) return;
    event.preventDefault();
    onSelect(row.id);
  };
  return (
    <Link className={classes.title} to={`/tasks/${row.id}`} title={row.title} data-task={row.id} onClick={select}>
      <UrgencyWord urgency={row.urgency} />
      {row.title}
    </Link>
  );
}

/** secondLine joins what tells tasks apart: code, state or that it came back, who leads, source document. Codes never break. */
export function secondLine(row: TaskRow): ReactNode {
  const parts = [
    row.code,
    backWord(row) ?? stateWord(row.state),
    leadName(row),
    row.document?.number,
    nudgeWord(row),
    partWord(row),
    waitsText(row),
    ticksWord(row),
  ];
  return parts
    .filter((part) => part !== undefined)
    .map((part, i) => (
      // The space stands outside the span: it is where the line may break.
      <Fragment key={part}>
        <span className={part.length < 30 ? "cv-nowrap" : undefined}>
          {i > 0 && "· "}
          {part}
        </span>{" "}
      </Fragment>
    ));
}

function leadName({ lead }: TaskRow): string {
  return lead.person?.name ?? lead.unit.shortName;
}
