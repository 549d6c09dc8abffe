import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useToday } from "@/shared/api/today";
import type { UnitOutlookRow, UnitScores } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { GradeBars, gradeShort } from "../components/GradeBars";
import { Change, totalText } from "./Figures";
import classes from "./Outlook.module.css";
import { OutlookHead } from "./OutlookSection";
import { unitOutlookQuery } from "./queries";
import { bodyOf, inTime, type Supposition } from "./supposition";
import { WorkChoices } from "./WorkChoices";

/** UnitOutlookSection is the same for a head: everybody of the unit as the running month would leave them. */
export function UnitOutlookSection({ table }: { table: UnitScores }) {
  const [value, setValue] = useState(inTime);
  const today = useToday()?.date;
  const query = useQuery(unitOutlookQuery(table.unit.id, table.period, bodyOf(value)));
  const outlook = query.data;
  return (
    <section className={classes.section} aria-label={t("outlook.title")} data-noprint>
      <OutlookHead value={value} onChange={setValue} />
      {outlook === undefined && query.isError && (
        <ErrorState title={t("outlook.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {outlook === undefined && !query.isError && <SkeletonRows rows={3} />}
      {outlook !== undefined && today !== undefined && (
        <>
          <p className={classes.counts} aria-live="polite">
            {outlook.end.map(({ grade, n }) => (
              <span key={grade}>
                {t("outlook.count", {
                  grade: gradeShort(grade),
                  now: outlook.now.find((one) => one.grade === grade)?.n ?? 0,
                  end: n,
                })}
              </span>
            ))}
          </p>
          <ul className={classes.people}>
            {outlook.rows.map((row) => (
              <Row key={row.person.id} row={row} value={value} today={today} onChange={setValue} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Props of Row. */
interface RowProps {
  row: UnitOutlookRow;
  value: Supposition;
  today: string;
  onChange: (value: Supposition) => void;
}

/** Row is one person: now, then, and the unfinished work once it is opened. */
function Row({ row, value, today, onChange }: RowProps) {
  const [open, setOpen] = useState(false);
  const late = row.works.filter(({ late, missed }) => late || missed > 0).length;
  return (
    <li>
      <div className={classes.person}>
        <button
          type="button"
          className={classes.open}
          aria-expanded={open}
          disabled={row.works.length === 0}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} stroke={1.6} className={classes.chevron} aria-hidden />
          <span>
            {row.person.name}
            <span className={classes.quiet}>
              {t("outlook.works", { n: row.works.length })}
              {late > 0 && t("outlook.worksLate", { n: late })}
            </span>
          </span>
        </button>
        <span className={classes.from}>{totalText(row.now)}</span>
        <span className={classes.to}>
          <span className={classes.arrow} aria-hidden>
            →
          </span>
          <strong>{totalText(row.end)}</strong> <Change now={row.now} end={row.end} />
        </span>
        <GradeBars grade={row.end.grade} missing={t(`outlook.status.${row.end.status}`)} />
      </div>
      {open && <WorkChoices works={row.works} value={value} today={today} onChange={onChange} />}
    </li>
  );
}
