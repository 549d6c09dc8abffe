import type { QueryClient } from "@tanstack/react-query";
import type { DiaryDay, Me } from "@/shared/api/types";
import { isFresh, isWeekday, workingFrom } from "@/shared/device/clock";
import { deviceOf } from "@/shared/device/db";
import { mendKept } from "@/shared/device/person";
import { addDays } from "@/shared/format/date";
import { dayKey, diaryDayQuery, diaryMonthQuery, monthKey } from "../queries";

// What is read and written in a week without a line: the days before, for what is still to be sent, and those to come.
const before = 7;
const ahead = 8;
// How old a day on this device may be while there is a line, in days.
const freshDays = 0.25;

/**
 * dayNow is a kept day as it can be written on today: one that had not come when it was kept has no lines yet, and has come
 * since. What the system would have written ready is the server's to say.
 */
export function dayNow(day: DiaryDay, today: string): DiaryDay {
  if (!day.acts.includes("edit") || day.date > today || day.acts.includes("submit")) return day;
  return { ...day, acts: [...day.acts, "submit"] };
}

/** blankDay is a day of which the server never spoke: it is written as a first save would be, and meets what is stored then. */
export function blankDay(me: Pick<Me, "id" | "name">, date: string, today: string): DiaryDay {
  return {
    person: { id: me.id, name: me.name },
    date,
    version: 0,
    state: "open",
    working: isWeekday(date),
    place: { am: "remote", pm: "remote" },
    entries: [],
    suggestions: [],
    plan: "",
    difficulties: "",
    minutes: 0,
    late: false,
    topmost: false,
    readers: [],
    nextWorking: workingFrom(date, 1),
    acts: date > today ? ["edit"] : ["edit", "submit"],
  };
}

// A kept day can be written as it can be today.
mendKept(dayKey(""), (value, _, today) => value && dayNow(value as DiaryDay, today));

/** keepDays keeps one's own days of about two weeks on this device, so that they can be read and written without a line. */
export async function keepDays(client: QueryClient, me: Me, today: string): Promise<void> {
  const db = await deviceOf(me.id);
  const stale = async (key: string) => {
    const known = await db.get("answers", key);
    return known === undefined || !isFresh(known.at, Date.now(), freshDays);
  };
  const months = new Set([addDays(today, -before), addDays(today, ahead)].map((day) => day.slice(0, 7)));
  for (const month of months) {
    if (await stale(monthKey(month)))
      await client.fetchQuery({ ...diaryMonthQuery(month), staleTime: 0, retry: false });
  }
  for (let n = -before; n <= ahead; n++) {
    const date = addDays(today, n);
    if (await stale(dayKey(date))) await client.fetchQuery({ ...diaryDayQuery(date), staleTime: 0, retry: false });
  }
}
