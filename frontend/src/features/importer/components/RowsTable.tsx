import { IconAlertCircle, IconArrowRight } from "@tabler/icons-react";
import type { Import, ImportFault, ImportRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./Import.module.css";

/** Props of RowsTable; open: cells may still be put right. */
interface Props {
  columns: Import["columns"];
  rows: ImportRow[];
  chosen?: ImportFault;
  open: boolean;
  onFix: (fault: ImportFault) => void;
}

/** RowsTable is the file as it was read: rows and columns are named as in the file, faulty cells are buttons. */
export function RowsTable({ columns, rows, chosen, open, onFix }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label={t("import.rows")}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <td />
            {columns.map(({ index, letter }) => (
              <td key={index}>{letter}</td>
            ))}
          </tr>
          <tr>
            <th scope="col">{t("import.row")}</th>
            <th scope="col">{t("import.act")}</th>
            {columns.map(({ index, heading, read }) => (
              <th
                key={index}
                scope="col"
                data-unread={!read || undefined}
                title={read ? undefined : t("import.unused")}
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.n} data-chosen={chosen?.row === row.n || undefined}>
              <th scope="row">{row.n}</th>
              <td className={classes.act}>{t(`import.act.${row.act}`)}</td>
              {columns.map(({ index }) => (
                <Cell key={index} row={row} index={index} open={open} onFix={onFix} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Props of Cell. */
interface CellProps {
  row: ImportRow;
  index: number;
  open: boolean;
  onFix: (fault: ImportFault) => void;
}

function Cell({ row, index, open, onFix }: CellProps) {
  const text = row.cells[index] ?? "";
  const fault = row.faults.find((one) => one.index === index && !one.note);
  const change = row.changes.find((one) => one.column === index);
  if (fault !== undefined) {
    return (
      <td data-faulty title={fault.text}>
        <button type="button" className={classes.bad} disabled={!open} onClick={() => onFix(fault)}>
          <IconAlertCircle size={14} aria-hidden />
          <span>{text === "" ? t("import.empty") : text}</span>
        </button>
      </td>
    );
  }
  return (
    <td>
      {change === undefined ? (
        text
      ) : (
        <span className={classes.change}>
          <s>{change.from === "" ? t("import.empty") : change.from}</s>
          <IconArrowRight size={12} aria-label={t("import.becomes")} />
          <strong>{change.to === "" ? t("import.empty") : change.to}</strong>
        </span>
      )}
    </td>
  );
}
