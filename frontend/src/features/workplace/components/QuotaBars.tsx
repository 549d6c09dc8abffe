import type { Registration } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { halfName, halfOf } from "../model/halves";
import { fits } from "./ApprovePart";
import classes from "./Work.module.css";

/** QuotaBars is how the unit stands on each half-day if the registration is approved, with the minimum as a tick. */
export function QuotaBars({ registration: { quota } }: { registration: Registration }) {
  if (quota.length === 0) return null;
  return (
    <div className={classes.quota}>
      {quota.map((row) => {
        const left = row.onSite - 1;
        const share = (n: number) => `${row.base > 0 ? (100 * Math.max(0, n)) / row.base : 0}%`;
        return [
          <span key={`${row.date}${row.afternoon}n`}>{halfName(halfOf(row.date, row.afternoon))}</span>,
          <span key={`${row.date}${row.afternoon}b`} className={classes.track} aria-hidden>
            <i style={{ width: share(left) }} />
            {row.need > 0 && <b style={{ left: share(row.need) }} />}
          </span>,
          <span key={`${row.date}${row.afternoon}c`} className={fits(row) ? undefined : classes.below}>
            {row.need > 0
              ? t("work.quota.need", { n: left, base: row.base, need: row.need })
              : t("work.quota.count", { n: left, base: row.base })}
          </span>,
        ];
      })}
    </div>
  );
}
