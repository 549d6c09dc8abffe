import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import type { IncomingRow, RegisterForm } from "../api";
import { receiversOf } from "../model/line";
import classes from "./Incoming.module.css";
import { Settling } from "./Settling";

/** Props of RegisterTable; narrow: a panel stands beside it. */
interface Props {
  rows: IncomingRow[];
  form: RegisterForm;
  selected?: string;
  narrow: boolean;
  onSelect: (id: string) => void;
}

/** RegisterTable is the register on the screen: what came, for whom, and how far its work is or how it was handed over. */
export function RegisterTable({ rows, form, selected, narrow, onSelect }: Props) {
  if (usePhone()) return <RegisterLines rows={rows} onSelect={onSelect} />;
  return (
    <table className={classes.table} aria-label={t("nav.incoming")} data-narrow={narrow || undefined}>
      <thead>
        <tr>
          <th scope="col">{t("incoming.column.n")}</th>
          <th scope="col">{t("incoming.column.document")}</th>
          <th scope="col" data-wide>
            {t("incoming.field.receivers")}
          </th>
          {form === "follow" ? (
            <>
              <th scope="col" data-number>
                {t("incoming.column.due")}
              </th>
              <th scope="col">{t("incoming.column.settling")}</th>
              <th scope="col" data-wide>
                {t("incoming.column.answer")}
              </th>
            </>
          ) : (
            <>
              <th scope="col" data-wide>
                {t("incoming.field.handedOn")}
              </th>
              <th scope="col" data-wide>
                {t("incoming.field.signedBy")}
              </th>
              <th scope="col" data-wide>
                {t("incoming.field.note")}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            className={classes.line}
            data-selected={row.id === selected || undefined}
            data-off={row.state === "cancelled" || undefined}
          >
            <td className={classes.n}>
              <strong>{row.n}</strong>
              <span className={classes.second}>{formatDay(row.arrivedOn)}</span>
            </td>
            <td>
              <What row={row} onSelect={onSelect} />
            </td>
            <td data-wide>{receiversOf(row)}</td>
            {form === "follow" ? (
              <>
                <td data-number>{row.progress.dueOn === undefined ? "–" : formatDay(row.progress.dueOn)}</td>
                <td>
                  <Settling row={row} />
                </td>
                <td data-wide>{row.answer ?? (row.toAnswer ? <strong>{t("incoming.unanswered")}</strong> : "–")}</td>
              </>
            ) : (
              <>
                <td data-wide>{row.handedOn === undefined ? "–" : formatDay(row.handedOn)}</td>
                <td data-wide>{row.signedBy ?? "–"}</td>
                <td data-wide>
                  {row.state === "cancelled" ? t("incoming.cancelled", { reason: row.cancelled ?? "" }) : row.note}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** RegisterLines is the register on a phone, where no table fits: each document with its number and how far its work is. */
function RegisterLines({ rows, onSelect }: Pick<Props, "rows" | "onSelect">) {
  return (
    <ul className={classes.lines} aria-label={t("nav.incoming")}>
      {rows.map((row) => (
        <li key={row.id} className={classes.line} data-off={row.state === "cancelled" || undefined}>
          <strong>{row.n}</strong>
          <div>
            <What row={row} onSelect={onSelect} />
            <Settling row={row} />
            {row.progress.dueOn !== undefined && (
              <span className={classes.second}>
                {t("incoming.column.due")} {formatDay(row.progress.dueOn)}
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What is what came, and opens it. */
function What({ row, onSelect }: { row: IncomingRow; onSelect: Props["onSelect"] }) {
  return (
    <>
      <button type="button" className={classes.open} onClick={() => onSelect(row.id)}>
        <UrgencyWord urgency={row.urgency} />
        {row.type !== undefined && `${row.type}: `}
        {row.abstract}
      </button>
      <span className={classes.second}>
        {row.number}, {formatDay(row.date)} · {row.issuer}
      </span>
    </>
  );
}
