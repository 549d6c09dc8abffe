import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { Link } from "react-router";
import { useNudge } from "@/features/task/acts/useNudge";
import type { TaskFilter } from "@/features/task/api";
import { useSteadyRows } from "@/features/task/list/useSteadyRows";
import { nudgeWord } from "@/features/task/model/nudge";
import { waitsText } from "@/features/task/model/waits";
import { taskListQuery } from "@/features/task/queries";
import type { TaskRow } from "@/shared/api/types";
import { dayOf, formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import classes from "./Follow.module.css";

const shown = 20;
const onDesk = 8;

/** overdueFilter is the list of what is late in a unit, or in all that I follow; the oldest deadline first. */
export function overdueFilter(unit?: string, limit = shown): TaskFilter {
  return {
    tab: "unit",
    state: "open",
    late: "overdue",
    states: "assigned,in_progress,submitted",
    unit,
    sort: "due",
    limit,
  };
}

/** Props of OverdueList; without a unit it is of everything that I follow; desk: above one's own work, shorter. */
interface Props {
  unit?: string;
  today: string;
  desk?: boolean;
}

/** DeskOverdue is what is late of all that a follow-up officer follows, on the desk. */
export function DeskOverdue({ today }: { today: string }) {
  return <OverdueList today={today} desk />;
}

/** OverdueList is what is late, with whom and since when, each with its nudge (đôn đốc). Rows stay while one points at them. */
export function OverdueList({ unit, today, desk = false }: Props) {
  const title = t(desk ? "follow.overdueDesk" : "follow.overdueList");
  const area = useRef<HTMLElement>(null);
  const query = useQuery(taskListQuery(overdueFilter(unit, desk ? onDesk : shown)));
  const { rows, changes, apply, holders } = useSteadyRows(`overdue ${unit}`, query.data?.items ?? [], area);
  const address = new URLSearchParams({ tab: "unit", late: "overdue", states: "assigned,in_progress,submitted" });
  if (unit !== undefined) address.set("unit", unit);
  const more = query.data?.next !== undefined;
  return (
    <section className={classes.section} aria-label={title} ref={area} {...holders}>
      <SectionTitle
        title={title}
        count={query.data === undefined ? undefined : more ? `${rows.length}+` : rows.length}
        end={
          <Anchor component={Link} to={`/tasks?${address}`} className="cv-noprint" fz="inherit" fw={500}>
            {t("follow.openList")}
          </Anchor>
        }
      />
      {query.isPending && <SkeletonRows />}
      {query.isError && query.data === undefined && (
        <ErrorState title={t("task.listFailed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {changes > 0 && (
        <Button variant="default" size="xs" onClick={apply}>
          {t("task.changes", { n: changes })}
        </Button>
      )}
      {query.data !== undefined && rows.length === 0 && <p className={classes.quiet}>{t("follow.overdue.none")}</p>}
      <ul className={classes.list}>
        {rows.map((row) => (
          <LateLine key={row.id} row={row} today={today} />
        ))}
      </ul>
    </section>
  );
}

/** LateLine is one late task: what, with whom since when, how late, and the nudge. */
function LateLine({ row, today }: { row: TaskRow; today: string }) {
  const changed = useRecentlyChanged(row.id);
  const nudge = useNudge();
  const names = row.waiting.map(({ name }) => name).join(", ");
  const name = names === "" ? (row.lead.person?.name ?? row.lead.unit.name) : names;
  const holder =
    row.waitingSince === undefined
      ? t("follow.withOnly", { name })
      : t("follow.with", { name, day: formatDayNear(dayOf(row.waitingSince), today) });
  return (
    <li className={changed ? `${classes.row} cv-changed` : classes.row}>
      <div className={classes.what}>
        <Link to={`/tasks/${row.id}`} className={classes.title}>
          <UrgencyWord urgency={row.urgency} />
          {row.title}
        </Link>
        <span className={classes.small}>{[holder, waitsText(row), nudgeWord(row)].filter(Boolean).join(" · ")}</span>
      </div>
      <span className={classes.due}>
        <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
      </span>
      <span className={`${classes.act} cv-noprint`}>
        {row.mayNudge === true && (
          <Button
            variant="default"
            size="xs"
            loading={nudge.isPending}
            onClick={() => nudge.mutate(row)}
            aria-label={t("follow.nudgeOf", { title: row.title })}
          >
            {t("follow.nudge")}
          </Button>
        )}
      </span>
      {nudge.error !== null && <ErrorState title={t("task.failed.nudge")} error={nudge.error} />}
    </li>
  );
}
