import { Table } from "@mantine/core";
import { Fragment, type MouseEvent, type ReactNode } from "react";
import { Link } from "react-router";
import type { TaskRow } from "@/shared/api/types";
import { formatDay, formatDayNear } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { usePrefs } from "@/shared/prefs/prefs";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import { backWord } from "../model/back";
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
}

/** TaskTable lists tasks; the link in each row covers the whole row. */
export function TaskTable({ rows, layout, today, selected, onSelect }: Props) {
  const { density } = usePrefs();
  const full = layout === "full";
  return (
    <Table className={classes.table} layout="fixed" data-density={density} data-layout={layout} tabularNums>
      <Table.Thead className={classes.head}>
        <Table.Tr>
          {full && <Table.Th className={classes.code}>{t("task.column.code")}</Table.Th>}
          <Table.Th>{t("task.column.title")}</Table.Th>
          {full && <Table.Th className={classes.lead}>{t("task.lead")}</Table.Th>}
          {full && <Table.Th className={classes.state}>{t("task.lifecycle")}</Table.Th>}
          <Table.Th className={classes.due}>{t("task.due")}</Table.Th>
          <Table.Th className={full ? classes.date : classes.shortDate}>{t("task.column.date")}</Table.Th>
          {full && <Table.Th className={classes.converted}>{t("task.column.converted")}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} full={full} today={today} selected={row.id === selected} onSelect={onSelect} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Props of Row. */
interface RowProps {
  row: TaskRow;
  full: boolean;
  today: string;
  selected: boolean;
  onSelect?: (id: string) => void;
}

function Row({ row, full, today, selected, onSelect }: RowProps) {
  const changed = useRecentlyChanged(row.id);
  return (
    <Table.Tr
      className={changed ? `${classes.row} cv-changed` : classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
    >
      {full && <Table.Td className={classes.code}>{row.code}</Table.Td>}
      <Table.Td>
        {full ? (
          <RowLink row={row} onSelect={onSelect} />
        ) : (
          <div className={classes.twoLines}>
            <StateGlyph state={row.state} say={backWord(row) !== undefined} />
            <div className={classes.lines}>
              <RowLink row={row} onSelect={onSelect} />
              <div className={classes.second}>{secondLine(row)}</div>
            </div>
          </div>
        )}
      </Table.Td>
      {full && <Table.Td className={classes.lead}>{leadName(row)}</Table.Td>}
      {full && (
        <Table.Td className={classes.state}>
          <span className={classes.stateWord}>
            <StateGlyph state={row.state} say={backWord(row) !== undefined} /> {backWord(row) ?? stateWord(row.state)}
          </span>
        </Table.Td>
      )}
      <Table.Td className={classes.due}>
        <DueLabel timeliness={row.timeliness} state={row.state} amount />
      </Table.Td>
      <Table.Td className={full ? classes.date : classes.shortDate}>
        <DueDate day={row.dueOn} text={full ? formatDay : (day) => formatDayNear(day, today)} />
      </Table.Td>
      {full && <Table.Td className={classes.converted}>{formatDecimal(row.converted)}</Table.Td>}
    </Table.Tr>
  );
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

/** DueDate writes the day of the deadline, a dash where there is none. */
export function DueDate({ day, text }: { day: string | undefined; text: (day: string) => string }) {
  if (day === undefined) return <span aria-hidden>–</span>;
  return (
    <time dateTime={day} title={formatDay(day)}>
      {text(day)}
    </time>
  );
}

/** secondLine joins what tells tasks apart: code, state or that it came back, who leads, source document. Codes never break. */
export function secondLine(row: TaskRow): ReactNode {
  const parts = [row.code, backWord(row) ?? stateWord(row.state), leadName(row), row.document?.number];
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
