import { IconAlertCircle, IconChecks, IconCircleCheck, IconClock } from "@tabler/icons-react";
import { Link } from "react-router";
import type { FollowReport } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { type Cell, cells, listOf, percentOf } from "../model";
import classes from "./Follow.module.css";

const icons = { onTime: IconChecks, late: IconCircleCheck, inTime: IconClock, overdue: IconAlertCircle };

/** FiveCells are the total and the four cells of a unit, each with its share; every number opens its list. */
export function FiveCells({ report }: { report: FollowReport }) {
  const { cells: n, unit, noDue } = report;
  const to = (cell: Cell | "total" | "noDue") => listOf(cell, { unit: unit.id }, report);
  return (
    <section className={classes.cells} aria-label={t("follow.cells")}>
      <div className={classes.total}>
        <span className={classes.small}>{t("follow.total")}</span>
        <Link
          to={to("total")}
          className={classes.figure}
          aria-label={t("follow.open", { what: t("follow.total"), n: n.total })}
        >
          {n.total}
        </Link>
        {noDue > 0 && (
          <Link to={to("noDue")} className={classes.small}>
            {t("follow.noDue", { n: noDue })}
          </Link>
        )}
      </div>
      <div className={classes.right}>
        <div className={classes.bar} aria-hidden>
          {cells.map((cell) => n[cell] > 0 && <span key={cell} data-cell={cell} style={{ flexGrow: n[cell] }} />)}
        </div>
        <ul className={classes.four}>
          {cells.map((cell) => {
            const Icon = icons[cell];
            return (
              <li key={cell}>
                <Link
                  to={to(cell)}
                  className={classes.cell}
                  aria-label={t("follow.open", { what: t(`follow.${cell}`), n: n[cell] })}
                >
                  <span className={classes.n}>{n[cell]}</span>
                  {n.total > 0 && (
                    <span className={classes.small}>{t("follow.percent", { n: percentOf(n[cell], n.total) })}</span>
                  )}
                  <span className={classes.word} data-cell={cell}>
                    <Icon size={16} stroke={1.6} aria-hidden />
                    {t(`follow.${cell}`)}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
