import type { QueryClient } from "@tanstack/react-query";
import { session } from "@/shared/api/session";
import { todayQuery } from "@/shared/api/today";
import type { Me, Today } from "@/shared/api/types";
import { type Keeping, setKeeping } from "./answers";
import { isFresh, todayBy } from "./clock";
import { closeDevice, deviceOf, removeDevice, welcome } from "./db";
import { noteWaits } from "./waits";

// Whose device this is: who was in last and has not signed out. A name for nobody else to read: it is an id.
const whoKey = "congvu.who";
// The person themselves, as the server last described them.
const meKey = "me";

/** The key under which the server's day is kept. */
export const todayKey = "today";

// A week without a line, and the day on which it began.
const offlineDays = 8;
// What is older is read with a line.
const keepDays = 62;

/** Gives a kept answer the shape that it has by now; today is the server's day as far as it is known. */
export type Mender = (value: unknown, key: string, today: string) => unknown;

const menders = new Map<string, Mender>();

/** mendKept names what brings kept answers up to the day, by what their keys begin with. */
export function mendKept(prefix: string, mender: Mender): void {
  menders.set(prefix, mender);
}

/** keepingOf keeps answers in a person's database. */
export function keepingOf(person: string): Keeping {
  return {
    keep: (key, value) => {
      const at = Date.now();
      // Nothing depends on it: where the browser refuses, the answer is asked for again.
      void deviceOf(person)
        .then((db) => db.put("answers", { at, value }, key))
        .catch(() => undefined);
    },
    find: async (key) => {
      const db = await deviceOf(person);
      const known = await db.get("answers", todayKey);
      const today = known && todayBy({ today: known.value as Today, at: known.at }, Date.now());
      if (key === todayKey) return today;
      const found = (await db.get("answers", key))?.value;
      const mender = [...menders].find(([prefix]) => key.startsWith(prefix))?.[1];
      return mender === undefined || today === undefined ? found : mender(found, key, today.date);
    },
  };
}

/** watchDevice keeps on this device who is signed in and what the server says of its day; it returns how to stop. */
export function watchDevice(client: QueryClient): () => void {
  let keeping: string | undefined;
  let remembered: string | undefined;
  const look = () => {
    const now = session.get();
    const me = now.status === "in" || now.status === "expired" ? now.me : undefined;
    if (me?.id !== keeping) {
      if (me !== undefined) welcome(me.id);
      setKeeping(me && keepingOf(me.id));
    }
    keeping = me?.id;
    // Who opened the app without a line is known from here; the server has not spoken of them yet.
    if (me === undefined || me.id === remembered || session.token() === undefined) return;
    remembered = me.id;
    void remember(me, client);
  };
  look();
  return session.subscribe(look);
}

async function remember(me: Me, client: QueryClient): Promise<void> {
  try {
    localStorage.setItem(whoKey, me.id);
  } catch {
    // Storage is forbidden: the app then needs a line to open.
  }
  keepingOf(me.id).keep(meKey, me);
  const { data, dataUpdatedAt } = client.getQueryState<Today>(todayQuery().queryKey) ?? {};
  if (data !== undefined) void keepToday(me.id, data, dataUpdatedAt ?? Date.now());
  await sweep(me.id).catch(() => undefined);
}

/** keepToday keeps the server's day with the time of this device at which it came. */
export async function keepToday(person: string, today: Today, at: number): Promise<void> {
  const db = await deviceOf(person).catch(() => undefined);
  await db?.put("answers", { at, value: today }, todayKey).catch(() => undefined);
}

/** sweep drops answers that nobody reads any more; what waits to be sent stays. */
async function sweep(person: string): Promise<void> {
  const tx = (await deviceOf(person)).transaction("answers", "readwrite");
  for await (const cursor of tx.store) {
    if (cursor.key !== meKey && !isFresh(cursor.value.at, Date.now(), keepDays)) await cursor.delete();
  }
  await tx.done;
}

/**
 * openWithoutLine lets the person in whose device this is when the server cannot be asked: who was in within the last days and
 * has not signed out. They read and write what lies here; the server asks for its cookie again before it takes anything.
 */
export async function openWithoutLine(): Promise<boolean> {
  try {
    const who = localStorage.getItem(whoKey);
    if (who === null) return false;
    const kept = await (await deviceOf(who)).get("answers", meKey);
    if (kept === undefined || !isFresh(kept.at, Date.now(), offlineDays)) return false;
    setKeeping(keepingOf(who));
    return session.open(kept.value as Me);
  } catch {
    return false;
  }
}

/** leaveDevice removes all that was kept of a person; what waits to be sent stays for them when waiting says so. */
export async function leaveDevice(person: string, waiting: "stays" | "goes"): Promise<void> {
  setKeeping(undefined);
  try {
    localStorage.removeItem(whoKey);
    if (waiting === "goes") {
      await removeDevice(person);
      noteWaits(person, []);
      return;
    }
    const db = await deviceOf(person);
    if ((await db.count("queue")) === 0) await removeDevice(person);
    else await db.clear("answers");
    await closeDevice(person);
  } catch {
    // Where the browser keeps nothing there is nothing to remove.
  }
}
