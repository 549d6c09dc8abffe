import type { TaskFilter, TaskNarrow } from "@/features/task/api";
import type { FollowReport, Me } from "@/shared/api/types";
import { addDays } from "@/shared/format/date";

/** followsUnits returns the units at the top of what I lead, follow up or inspect; empty for everybody else. */
export function followsUnits(me: Pick<Me, "reach" | "appointments">): string[] {
  const posts = me.appointments.filter(({ role }) => role === "monitor" || role === "inspector");
  return [...new Set([...me.reach.leads, ...posts.map(({ unit }) => unit.id)])];
}

/** Periods that a report is offered for, by the day of today. */
export const periods = ["month", "last", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

/** spanOf returns the first and the last day of a period around a day. */
export function spanOf(period: Period, today: string): { from: string; to: string } {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const first = (y: number, m: number) =>
    `${y + Math.floor((m - 1) / 12)}-${String(((m + 11) % 12) + 1).padStart(2, "0")}-01`;
  const from = { month, last: month - 1, quarter: month - ((month - 1) % 3), year: 1 }[period];
  const months = { month: 1, last: 1, quarter: 3, year: 12 }[period];
  return { from: first(year, from), to: addDays(first(year, from + months), -1) };
}

/** monthSpan returns the first and the last day of a month as an address has it ("2026-10"); undefined for what is none. */
export function monthSpan(month: string | null): { from: string; to: string } | undefined {
  if (month === null || !/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) return undefined;
  return spanOf("month", `${month}-01`);
}

/** The cells of a report, in the order of the form. */
export const cells = ["onTime", "late", "inTime", "overdue"] as const;
export type Cell = (typeof cells)[number];

const open = "assigned,in_progress,submitted";
const narrows: Record<Cell | "total" | "noDue", Pick<TaskFilter, "state"> & TaskNarrow> = {
  total: { state: "all", states: `assigned,completed,in_progress,submitted` },
  onTime: { state: "all", late: "on_time" },
  late: { state: "all", late: "late" },
  inTime: { late: "in_time", states: open },
  overdue: { late: "overdue", states: open },
  noDue: { late: "none", states: open },
};

/** What a number of a report is of: a unit, and of its work what a person leads or a document asks for. */
export type Of = { unit: string; person?: string; document?: string };

/** listOf returns the address of the list that has exactly the rows a number of a report counts. */
export function listOf(cell: Cell | "total" | "noDue", of: Of, span: Pick<FollowReport, "from" | "to">): string {
  const days = cell === "noDue" ? {} : { from: span.from, to: span.to };
  return `/tasks?${new URLSearchParams({ tab: "unit", ...narrows[cell], ...of, ...days })}`;
}

/** percentOf writes a share with one decimal, "" of nothing. */
export function percentOf(n: number, total: number): string {
  return total === 0 ? "" : ((100 * n) / total).toFixed(1).replace(".", ",");
}
