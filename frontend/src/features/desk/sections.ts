import type { TaskRow, Today } from "@/shared/api/types";
import { addDays, startOfWeek } from "@/shared/format/date";
import type { MessageKey } from "@/shared/i18n";

/** A part of the desk's list; empty ones are left out. */
export interface DeskSection {
  title: MessageKey;
  rows: TaskRow[];
}

// From Friday to Monday is a weekend; a longer gap is a holiday, and then "this week" says little.
const weekendGap = 3;

/** isLongBreak reports whether more than a weekend lies between today and the next working day. */
export function isLongBreak(today: Today): boolean {
  return today.nextWorking > addDays(today.date, weekendGap);
}

/**
 * sectionsOf orders open tasks by when they press: overdue, today, this week (after a holiday: the week that follows
 * it), later, without deadline. Within a section the server's order stays.
 */
export function sectionsOf(rows: TaskRow[], today: Today): DeskSection[] {
  const long = isLongBreak(today);
  const soon = long ? addDays(today.nextWorking, 6) : addDays(startOfWeek(today.date), 6);
  const sections: DeskSection[] = [
    { title: "desk.overdue", rows: [] },
    { title: "desk.today", rows: [] },
    { title: long ? "desk.afterHoliday" : "desk.week", rows: [] },
    { title: "desk.later", rows: [] },
    { title: "desk.noDue", rows: [] },
  ];
  for (const row of rows) sections[placeOf(row, today.date, soon)]?.rows.push(row);
  return sections.filter((section) => section.rows.length > 0);
}

function placeOf(row: TaskRow, today: string, soon: string): number {
  if (row.dueOn === undefined) return 4;
  if (row.timeliness.kind === "overdue") return 0;
  if (row.dueOn <= today) return 1;
  return row.dueOn <= soon ? 2 : 3;
}
