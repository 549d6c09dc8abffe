import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { Registration } from "@/shared/api/types";
import { dayOf, formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { PrintSheet } from "@/shared/ui/PrintSheet";
import { amountOf, daysText, halvesIn } from "../model/halves";
import classes from "./Report.module.css";

/** ReportSheet is the Báo cáo kết quả làm việc tại nhà on paper: plan and result side by side, places for signatures. */
export function ReportSheet({ registration: r }: { registration: Registration }) {
  const me = useMe();
  const day = useToday()?.date;
  return (
    <PrintSheet>
      <article className={classes.sheet}>
        <header className={classes.sheetHead}>
          <p>
            {me.unitPath[0]?.name}
            <br />
            <strong>{r.unit?.name}</strong>
          </p>
          <p>
            <strong>{t("work.print.nation")}</strong>
            <br />
            <strong>{t("work.print.motto")}</strong>
            {day !== undefined && (
              <>
                <br />
                <em>{t("work.print.on", { day: formatDay(day) })}</em>
              </>
            )}
          </p>
        </header>
        <h1 className={classes.sheetTitle}>{t("work.print.title")}</h1>
        <p>{t("work.print.person", { name: r.person.name, title: r.person.title ?? "" })}</p>
        <p>{t("work.print.days", { days: daysText(r.granted), n: amountOf(halvesIn(r.granted).length) })}</p>
        <p>
          {t("work.print.paper", {
            code: r.code,
            by: r.decidedBy?.name ?? "",
            day: r.decidedAt === undefined ? "" : formatDay(dayOf(r.decidedAt)),
            reason: r.reason,
          })}
        </p>
        <table>
          <thead>
            <tr>
              <th>{t("work.print.n")}</th>
              <th>{t("work.print.planned")}</th>
              <th>{t("work.print.product")}</th>
              <th>{t("work.print.due")}</th>
              <th>{t("work.print.outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {r.plan.map((work, i) => (
              <tr key={`${work.task ?? ""}${work.title}`}>
                <td>{i + 1}</td>
                <td>
                  {work.title}
                  {work.code !== undefined && ` (${work.code})`}
                </td>
                <td>{work.product}</td>
                <td>{work.due === undefined ? "" : formatDay(work.due)}</td>
                <td>
                  {work.done !== undefined && <strong>{t(`work.done.${work.done}`)}. </strong>}
                  {work.text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {r.outcome !== undefined && r.outcome.note !== "" && <p>{t("work.print.note", { note: r.outcome.note })}</p>}
        {r.asked > 0 && <p>{t("work.print.calls", { n: r.answered, of: r.asked })}</p>}
        <div className={classes.signs}>
          <div>
            <strong>{t("work.print.head")}</strong>
            <em>{t("work.print.sign")}</em>
            <p className={classes.signed}>{r.outcome?.confirmedBy?.name}</p>
          </div>
          <div>
            <strong>{t("work.print.reporter")}</strong>
            <em>{t("work.print.sign")}</em>
            <p className={classes.signed}>{r.person.name}</p>
          </div>
        </div>
      </article>
    </PrintSheet>
  );
}
