import type { OutlookWork } from "@/shared/api/types";

/** What one supposes of a piece of work: done by its deadline, not within the month, or handed in on another day. */
export type Choice = "due" | "never" | "other";

/** What is supposed of the rest of a month. A day of "other" is as it was typed. */
export interface Supposition {
  rest: boolean;
  works: Readonly<Record<string, { choice: Choice; day: string }>>;
  general?: number;
}

/** OutlookBody is a supposition as it is sent. */
export interface OutlookBody {
  rest: boolean;
  supposed?: { task: string; day?: string }[];
  general?: number;
}

/** inTime is the supposition that a page begins with. */
export const inTime: Supposition = { rest: true, works: {} };

/** choiceOf is what is supposed of a piece of work, named or with the rest. */
export function choiceOf({ rest, works }: Supposition, work: Pick<OutlookWork, "task">): Choice {
  return works[work.task]?.choice ?? (rest ? "due" : "never");
}

/** choose supposes something else of one piece of work; another day begins with the day after its deadline. */
export function choose(all: Supposition, work: OutlookWork, choice: Choice, today: string): Supposition {
  const due = [work.dueOn ?? today, today].toSorted().at(-1) as string;
  const day = { due, never: "", other: dayAfter(due) }[choice];
  return { ...all, works: { ...all.works, [work.task]: { choice, day } } };
}

/** onDay supposes the day, as it is typed, on which a piece of work is handed in. */
export function onDay(all: Supposition, work: Pick<OutlookWork, "task">, day: string): Supposition {
  return { ...all, works: { ...all.works, [work.task]: { choice: "other", day } } };
}

/** bodyOf writes a supposition as it is sent: a day that is none yet supposes nothing. */
export function bodyOf({ rest, works, general }: Supposition): OutlookBody {
  const supposed = Object.entries(works)
    .filter(([, { choice, day }]) => choice !== "other" || /^\d{4}-\d{2}-\d{2}$/.test(day))
    .map(([task, { day }]) => (day === "" ? { task } : { task, day }));
  return { rest, supposed, ...(general === undefined ? {} : { general }) };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
