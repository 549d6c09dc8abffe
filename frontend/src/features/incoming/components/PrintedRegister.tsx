import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { PrintSheet } from "@/shared/ui/PrintSheet";
import type { IncomingRow, RegisterForm } from "../api";
import { receiversOf, settlingText } from "../model/line";
import classes from "./Incoming.module.css";

/** What is printed: the lines in the order of their numbers, in one of both forms. */
export interface Printed {
  form: RegisterForm;
  body: string;
  year: number;
  rows: IncomingRow[];
}

const columns: Record<RegisterForm, readonly (readonly [string, (row: IncomingRow) => string | number])[]> = {
  register: [
    ["arrivedOn", (row) => formatDay(row.arrivedOn)],
    ["n", (row) => row.n],
    ["issuer", (row) => row.issuer],
    ["number", (row) => row.number],
    ["date", (row) => formatDay(row.date)],
    ["abstract", (row) => [row.type, row.abstract].filter(Boolean).join(" ")],
    ["receivers", receiversOf],
    ["handedOn", (row) => (row.handedOn === undefined ? "" : formatDay(row.handedOn))],
    ["signedBy", (row) => row.signedBy ?? ""],
    ["note", noteOf],
  ],
  follow: [
    ["n", (row) => row.n],
    [
      "described",
      (row) => `${[row.type, row.number].filter(Boolean).join(" ")}, ${formatDay(row.date)}, ${row.issuer}`,
    ],
    ["receivers", receiversOf],
    ["due", (row) => (row.progress.dueOn === undefined ? "" : formatDay(row.progress.dueOn))],
    ["settling", settlingText],
    ["answer", (row) => row.answer ?? ""],
    ["note", noteOf],
  ],
};

function noteOf(row: IncomingRow): string {
  return row.state === "cancelled" ? t("incoming.cancelled", { reason: row.cancelled ?? "" }) : (row.note ?? "");
}

/** PrintedRegister is the register on paper: A4 across, in the columns of Decree 30/2020 with their numbers. */
export function PrintedRegister({ form, body, year, rows }: Printed) {
  return (
    <PrintSheet>
      <div className={classes.paper}>
        <p className={classes.paperBody}>{body}</p>
        <h1 className={classes.paperTitle}>
          {t(form === "register" ? "incoming.print.register" : "incoming.print.follow")}
        </h1>
        <p className={classes.paperYear}>{t("incoming.print.year", { year })}</p>
        <table className={classes.paperTable}>
          <thead>
            <tr>
              {columns[form].map(([key]) => (
                <th key={key} scope="col" data-column={key}>
                  {headOf(key)}
                </th>
              ))}
            </tr>
            <tr>
              {columns[form].map(([key], i) => (
                <td key={key}>({i + 1})</td>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {columns[form].map(([key, value]) => (
                  <td key={key} data-column={key}>
                    {value(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PrintSheet>
  );
}

const heads = {
  arrivedOn: "incoming.field.arrivedOn",
  n: "incoming.column.n",
  issuer: "incoming.field.issuer",
  number: "incoming.field.number",
  date: "incoming.print.date",
  abstract: "incoming.print.abstract",
  receivers: "incoming.field.receivers",
  handedOn: "incoming.field.handedOn",
  signedBy: "incoming.field.signedBy",
  note: "incoming.field.note",
  described: "incoming.print.described",
  due: "incoming.print.due",
  settling: "incoming.print.settling",
  answer: "incoming.field.answer",
} as const;

/** headOf is the head of a column. */
function headOf(key: string): string {
  return t(heads[key as keyof typeof heads]);
}
