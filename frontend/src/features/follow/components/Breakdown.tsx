import { Link } from "react-router";
import type { FollowReport } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import type { FollowBy } from "../api";
import { cells, listOf, type Of } from "../model";
import classes from "./Follow.module.css";

type Row = FollowReport["rows"][number];

/** Breakdown is the report line by line: by unit, person or document; numbers of a line open its list. */
export function Breakdown({ report, by }: { report: FollowReport; by: FollowBy }) {
  return (
    <section className={classes.section}>
      <SectionTitle title={t("follow.breakdown")} />
      {report.rows.length === 0 ? (
        <p className={classes.quiet}>{t("follow.breakdown.empty")}</p>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={t("follow.breakdown")}>
            <thead>
              <tr>
                <th scope="col">{t(`follow.by.${by}`)}</th>
                <th scope="col" data-number>
                  {t("follow.total")}
                </th>
                {cells.map((cell) => (
                  <th key={cell} scope="col" data-number>
                    {t(`follow.${cell}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.rows.map((row) => (
                <Line key={idOf(row)} row={row} by={by} report={report} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.more !== undefined && <p className={classes.quiet}>{t("follow.more", { n: report.more })}</p>}
    </section>
  );
}

function idOf({ unit, person, document }: Row): string {
  return unit?.id ?? person?.id ?? document?.id ?? "";
}

function Line({ row, by, report }: { row: Row; by: FollowBy; report: FollowReport }) {
  const of = ofRow(row, report.unit.id);
  const name = row.unit?.name ?? row.person?.name ?? row.document?.number ?? t(`follow.rest.${by}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      {(["total", ...cells] as const).map((cell) => {
        const n = row.cells[cell];
        const what = cell === "total" ? t("follow.total") : t(`follow.${cell}`);
        return (
          <td key={cell} data-number data-cell={n > 0 ? cell : undefined}>
            {of === undefined || n === 0 ? (
              n
            ) : (
              <Link to={listOf(cell, of, report)} aria-label={`${name}, ${t("follow.open", { what, n })}`}>
                {n}
              </Link>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** ofRow is what the list of a line is narrowed to; what has no unit, person or document is the rest, and has no list of its own. */
function ofRow({ unit, person, document }: Row, whole: string): Of | undefined {
  if (unit !== undefined) return { unit: unit.id };
  if (person !== undefined) return { unit: whole, person: person.id };
  return document === undefined ? undefined : { unit: whole, document: document.id };
}
