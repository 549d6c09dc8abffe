import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { monthDaysQuery } from "@/shared/api/daysOff";
import { useToday } from "@/shared/api/today";
import type { Task, TaskRow } from "@/shared/api/types";
import { addDays, formatDayLong, formatMonth, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { ErrorState } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { DueForm } from "../acts/DueForm";
import type { ListState } from "../list/listState";
import { taskListQuery, taskQuery } from "../queries";
import classes from "./MonthView.module.css";
import { byDay, monthAfter, monthFilter, monthLimit, stepOf, weeks } from "./month";

/** Props of MonthView; month is "YYYY-MM". */
interface Props {
  list: ListState;
  month: string;
  onMonth: (month: string) => void;
  onSelect: (id: string) => void;
}

/** A deadline that is about to be moved: by whom it may be, the form says. */
interface Move {
  task: Task;
  verb: "reschedule" | "ask_extension";
  to: string;
}

/**
 * MonthView shows a list by the days its tasks are due on: days off hatched and named, today in a frame. Dragging a deadline, or
 * Shift and an arrow, opens the act that moves it: another deadline for who gave the task, a request for who leads it.
 */
export function MonthView({ list, month, onMonth, onSelect }: Props) {
  const client = useQueryClient();
  const today = useToday()?.date;
  const [move, setMove] = useState<Move>();
  const [over, setOver] = useState<string>();
  const tasks = useQuery(taskListQuery(monthFilter(list, month)));
  const days = new Map((useQuery(monthDaysQuery(`${month}-01`)).data?.items ?? []).map((day) => [day.date, day]));
  const due = byDay(tasks.data?.items ?? []);

  const begin = async (id: string, to: string) => {
    const task = await client.fetchQuery(taskQuery(id)).catch(() => undefined);
    if (task === undefined || task.dueOn === to) return;
    const verb = (["reschedule", "ask_extension"] as const).find((act) => task.acts.includes(act));
    if (verb === undefined) void toast(t("task.month.fixed", { code: task.code }));
    else setMove({ task, verb, to });
  };
  const onKey = (event: KeyboardEvent, row: TaskRow) => {
    const step = event.shiftKey ? stepOf(event.key) : undefined;
    if (step === undefined || row.dueOn === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void begin(row.id, addDays(row.dueOn, step));
  };
  const onDrop = (event: DragEvent, day: string) => {
    event.preventDefault();
    setOver(undefined);
    const id = event.dataTransfer.getData("text/plain");
    if (id !== "") void begin(id, day);
  };

  if (tasks.isError) {
    return <ErrorState title={t("task.listFailed")} error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  return (
    <section className={classes.month} aria-label={t("task.month")} aria-busy={tasks.isPending || undefined}>
      <div className={classes.head}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("calendar.previous")}
          onClick={() => onMonth(monthAfter(month, -1))}
        >
          <IconChevronLeft size={16} stroke={1.8} />
        </ActionIcon>
        <h2 className={classes.title}>{formatMonth(month)}</h2>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("calendar.next")}
          onClick={() => onMonth(monthAfter(month, 1))}
        >
          <IconChevronRight size={16} stroke={1.8} />
        </ActionIcon>
        <span className={classes.hint}>{t("task.month.hint")}</span>
      </div>
      {(tasks.data?.items.length ?? 0) >= monthLimit && (
        <p className={classes.hint}>{t("task.month.many", { n: monthLimit })}</p>
      )}
      <div className={classes.week} aria-hidden>
        {Array.from({ length: 7 }, (_, i) => addDays("2024-01-01", i)).map((day) => (
          <span key={day}>{weekdayShort(day)}</span>
        ))}
      </div>
      <ol className={classes.grid}>
        {weeks(month).flatMap((week, n) =>
          week.map((day, i) =>
            day === undefined ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty place of the grid
              <li key={`${n}.${i}`} className={classes.none} aria-hidden />
            ) : (
              <li
                key={day}
                className={[classes.day, days.get(day)?.working === false && "cv-hatched"].filter(Boolean).join(" ")}
                aria-label={[formatDayLong(day), days.get(day)?.name].filter(Boolean).join(", ")}
                data-today={day === today || undefined}
                data-over={day === over || undefined}
                data-empty={(due.get(day) === undefined && days.get(day)?.name === undefined) || undefined}
                onDragOver={(event) => {
                  event.preventDefault();
                  setOver(day);
                }}
                onDrop={(event) => onDrop(event, day)}
              >
                <span className={classes.date}>
                  <span>{Number(day.slice(8))}</span>
                  <span className={classes.name}>{days.get(day)?.name ?? (day === today && t("strip.today"))}</span>
                </span>
                {(due.get(day) ?? []).map((row) => (
                  <button
                    key={row.id}
                    type="button"
                    className={classes.task}
                    draggable
                    title={row.title}
                    onDragStart={(event) => event.dataTransfer.setData("text/plain", row.id)}
                    onDragEnd={() => setOver(undefined)}
                    onKeyDown={(event) => onKey(event, row)}
                    onClick={() => onSelect(row.id)}
                  >
                    <span className={classes.name}>{row.title}</span>
                    <DueLabel timeliness={row.timeliness} state={row.state} amount />
                  </button>
                ))}
              </li>
            ),
          ),
        )}
      </ol>
      {move !== undefined && (
        <DueForm
          key={`${move.task.id}.${move.to}`}
          task={move.task}
          verb={move.verb}
          meant={move.to}
          onClose={() => setMove(undefined)}
          onGone={() => setMove(undefined)}
        />
      )}
    </section>
  );
}
