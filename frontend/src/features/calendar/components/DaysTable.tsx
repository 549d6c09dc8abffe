import { Button } from "@mantine/core";
import { formatDay, formatInstant, weekdayName } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import type { CalendarRow } from "../api";
import classes from "./Calendar.module.css";

/** Props of DaysTable. */
interface Props {
  rows: CalendarRow[];
  onConfirm: (row: CalendarRow) => void;
  onWithdraw: (row: CalendarRow) => void;
}

/** DaysTable is every named day of a year with its source, its document and what was ever decided of it. */
export function DaysTable({ rows, onConfirm, onWithdraw }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("calendar.date")}</th>
          <th scope="col">{t("calendar.name")}</th>
          <th scope="col">{t("calendar.type")}</th>
          <th scope="col">{t("calendar.source")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.date}>
            <th scope="row">
              {formatDay(row.date)}
              <span className={classes.second}>{weekdayName(row.date)}</span>
            </th>
            <td className={classes.name}>
              {row.state === "withdrawn" ? <s>{row.name}</s> : row.name}
              {row.state !== "confirmed" && <span className={classes.second}>{t(`calendar.state.${row.state}`)}</span>}
            </td>
            <td>{t(`calendar.type.${row.type}`)}</td>
            <td className={classes.source}>
              {row.acts.at(-1)?.docNumber ?? row.source}
              {row.own &&
                row.acts.map((act) => (
                  <span key={act.at} className={classes.second}>
                    {t(`calendar.acted.${act.state}`, {
                      doc: act.docNumber,
                      by: act.by,
                      at: formatInstant(act.at),
                    })}
                    {act.reason !== undefined && ` ${t("calendar.because", { reason: act.reason })}`}
                  </span>
                ))}
            </td>
            <td className={classes.acts}>
              {row.state === "pending" && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t("calendar.confirm.one", { name: row.name, day: formatDay(row.date) })}
                  onClick={() => onConfirm(row)}
                >
                  {t("calendar.act.confirm")}
                </Button>
              )}
              {row.open && (
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={t("calendar.withdraw.one", { name: row.name, day: formatDay(row.date) })}
                  onClick={() => onWithdraw(row)}
                >
                  {t("calendar.act.withdraw")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
