import { Button, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type CSSProperties, useState } from "react";
import { Link } from "react-router";
import { rangeDaysQuery } from "@/shared/api/daysOff";
import type { Task, TaskNode } from "@/shared/api/types";
import { dayOf, formatDay, formatDayShort, formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import classes from "./Timeline.module.css";
import {
  barOf,
  offSpans,
  type Range,
  rangeOf,
  type Span,
  spanOf,
  type TimelineRow,
  ticksOf,
  timelineRows,
} from "./timeline";

// A tree has up to a thousand parts: drawing so many at once takes a slow machine some seconds.
const rowsAtOnce = 150;

/** Props of Timeline. */
interface Props {
  task: Task;
  nodes: readonly TaskNode[];
  today: string;
}

/**
 * Timeline shows a task and all below it in time (tiến độ theo thời gian): each from the day its term runs to its deadline or to
 * the day it was handed in, days off grey, what is beyond the deadline in its own colour, today as a line. It is a table whose
 * last column is drawn; what is drawn is written there too, for those who hear it.
 */
export function Timeline({ task, nodes, today }: Props) {
  const [most, setMost] = useState(rowsAtOnce);
  const rows = timelineRows(task, nodes);
  const range = rangeOf(rows, today);
  const days = useQuery(rangeDaysQuery(range.from, range.to)).data?.items ?? [];
  const now = spanOf(range, today, today);
  const wholeMonths = ticksOf(range).every((day) => day.endsWith("-01"));
  return (
    <div className={classes.timeline}>
      <div className={classes.back} aria-hidden>
        {offSpans(range, days).map((span) => (
          <i key={span.start} className={classes.off} style={placed(span)} />
        ))}
        <i className={classes.today} style={{ "--start": (now.start + now.end) / 2 } as CSSProperties} />
      </div>
      <table className={classes.table}>
        <caption>
          <VisuallyHidden>{t("task.timeline.caption")}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("task.column.title")}</th>
            <th scope="col">
              <VisuallyHidden>{t("task.timeline.days")}</VisuallyHidden>
              <div className={classes.ticks} aria-hidden>
                {ticksOf(range).map((day) => (
                  <span key={day} style={placed(spanOf(range, day, day))}>
                    {wholeMonths ? formatMonth(day.slice(0, 7)).replace(/^\S+ /, "") : formatDayShort(day)}
                  </span>
                ))}
              </div>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((one) => (
            <Row key={one.row.id} one={one} range={range} today={today} />
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <Button variant="default" size="xs" onClick={() => setMost(most + rowsAtOnce)}>
          {t("task.timeline.more", { n: rows.length - most })}
        </Button>
      )}
      <p className={classes.legend} aria-hidden>
        <span data-part="done">{t("task.timeline.done")}</span>
        <span data-part="term">{t("task.timeline.term")}</span>
        <span data-part="late">{t("task.timeline.late")}</span>
        <span data-part="off">{t("task.timeline.off")}</span>
        <span data-part="today">{t("strip.today")}</span>
      </p>
    </div>
  );
}

function Row({ one, range, today }: { one: TimelineRow; range: Range; today: string }) {
  const { row, depth } = one;
  const bar = barOf(one, range, today);
  return (
    <tr>
      <th scope="row" style={{ "--level": depth } as CSSProperties}>
        <StateGlyph state={row.state} say />
        {depth === 0 ? (
          <b title={row.title}>{row.title}</b>
        ) : (
          <Link to={`/tasks/${row.id}`} title={`${row.code} ${row.title}`}>
            {depth > 1 && <VisuallyHidden>{t("task.children.level", { n: depth })} </VisuallyHidden>}
            {row.title}
          </Link>
        )}
      </th>
      <td>
        <VisuallyHidden>{words(one)}</VisuallyHidden>
        <div className={classes.track} aria-hidden title={words(one)}>
          {bar.term && <i className={classes.term} style={placed(bar.term)} />}
          {bar.done && (
            <i className={classes.done} style={placed(bar.done)} data-open={row.dueOn === undefined || undefined} />
          )}
          {bar.late && <i className={classes.late} style={placed(bar.late)} data-finished={!row.open || undefined} />}
        </div>
        <VisuallyHidden>
          <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
        </VisuallyHidden>
      </td>
    </tr>
  );
}

/** words says what a bar shows: from when, until when, and when it was handed in. */
function words({ row, from }: TimelineRow): string {
  return [
    t("task.timeline.from", { day: formatDay(from) }),
    row.dueOn === undefined ? t("timeliness.none") : t("task.timeline.due", { day: formatDay(row.dueOn) }),
    row.submittedAt !== undefined && t("task.timeline.submitted", { day: formatDay(dayOf(row.submittedAt)) }),
  ]
    .filter(Boolean)
    .join(", ");
}

function placed({ start, end }: Span): CSSProperties {
  return { "--start": start, "--size": end - start } as CSSProperties;
}
