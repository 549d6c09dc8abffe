import { api } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

export type CalendarYear = Schemas["CalendarYear"];
export type CalendarRow = Schemas["CalendarRow"];
export type DayType = CalendarRow["type"];
/** What a change of the calendar comes to: each day, and the deadlines that move. */
export type Changed = Schemas["CalendarChanged"];

/** One day as it is decided. */
export interface NewDay {
  date: string;
  name: string;
  type: DayType;
}

/** One change as it is sent: days, a file of them, or one that is taken back. */
export type Change =
  | { kind: "days"; days: NewDay[]; docNumber: string; seen?: string }
  | { kind: "file"; csv: string; docNumber: string; seen?: string }
  | { kind: "withdraw"; date: string; version: number; docNumber: string; reason: string };

function send(change: Change, dryRun: boolean): Promise<Changed> {
  if (change.kind === "withdraw") {
    const { kind: _, date, ...body } = change;
    return api.post<Changed>(`/calendar/days/${date}/withdraw`, { ...body, dryRun });
  }
  const { kind, ...body } = change;
  return api.post<Changed>(kind === "file" ? "/calendar/import" : "/calendar/changes", { ...body, dryRun });
}

/** calendarApi calls the operations of /calendar that administrators have. */
export const calendarApi = {
  year: (year: number, signal?: AbortSignal) => api.get<CalendarYear>(`/calendar/years/${year}`, {}, signal),
  preview: (change: Change) => send(change, true),
  change: (change: Change) => send(change, false),
};
