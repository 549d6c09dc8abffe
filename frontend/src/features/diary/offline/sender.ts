import { ApiProblem, NetworkError, sentenceOf } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import type { DiaryDay, DiaryInput } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Keeper, type KeeperState } from "../model/keeper";
import type { Queue, Trouble, Waiting } from "./queue";

/** What the sender asks of the server, and what it tells this page. */
export interface Server {
  day: (date: string) => Promise<DiaryDay>;
  save: (date: string, input: DiaryInput) => Promise<DiaryDay>;
  submit: (date: string, version: number) => Promise<DiaryDay>;
  stored: (day: DiaryDay) => void;
}

// The days that are open on this page: their own keepers send them.
const openHere = new Map<string, Keeper>();

/** openDay notes that a page of this tab writes a day; it returns how to take that back. */
export function openDay(date: string, keeper: Keeper): () => void {
  openHere.set(date, keeper);
  return () => {
    if (openHere.get(date) === keeper) openHere.delete(date);
  };
}

/** oneAtATime lets one tab of a person ask for one change of their diary at a time. */
export async function oneAtATime<T>(person: string, act: () => Promise<T>): Promise<T> {
  // Only a page of a secure address has locks; without them the server's versions and the lines' keys keep order.
  if (navigator.locks === undefined) return act();
  return (await navigator.locks.request(`congvu.diary.${person}`, act)) as T;
}

/**
 * sendWaiting sends what waits, day by day, the oldest first, in one tab at a time. It stops where there is no line; what the
 * server refuses stays with the reason, and the next day goes on.
 */
export async function sendWaiting(queue: Queue, server: Server): Promise<void> {
  const pass = async () => {
    await queue.ready();
    for (const row of queue.getRows()) {
      if (session.get().status !== "in") return;
      const here = openHere.get(row.date);
      if (here !== undefined) here.retry();
      else if (!(await sendDay(queue, row, server))) return;
    }
  };
  if (navigator.locks === undefined) return pass();
  // Another tab is at it: it goes on to what is written meanwhile.
  await navigator.locks.request(`congvu.diary.pass.${queue.person}`, { ifAvailable: true }, (lock) =>
    lock === null ? undefined : pass(),
  );
}

/** sendDay sends one day; false when there is no line, so that the next need not be tried. */
async function sendDay(queue: Queue, row: Waiting, server: Server): Promise<boolean> {
  const { date } = row;
  try {
    const day = await orSignedOut(server.day(date));
    let known: Waiting | undefined = row;
    let writing: Promise<void> = Promise.resolve();
    const keeper = new Keeper(day, row.kept, {
      save: (input) => orSignedOut(server.save(date, input)),
      submit: (version) => orSignedOut(server.submit(date, version)),
      keep: (kept) => {
        writing = writing.then(async () => {
          known = await queue.put(date, kept, known);
        });
      },
      stored: server.stored,
    });
    await keeper.sendOnce();
    await writing;
    const state = keeper.getState();
    if (known !== undefined) await queue.mark(known, troubleOf(state));
    return state.saving.kind !== "retrying";
  } catch (error) {
    if (error instanceof NetworkError || (error instanceof ApiProblem && error.status >= 429)) return false;
    if (error instanceof ApiProblem) await queue.mark(row, { kind: "refused", text: sentenceOf(error) });
    return error instanceof ApiProblem;
  }
}

/** troubleOf says why a day that was tried does not go; undefined for one that goes by itself. */
export function troubleOf({ saving, day }: KeeperState): Trouble | undefined {
  if (saving.kind === "conflict") return { kind: "conflict" };
  if (saving.kind === "refused") return { kind: "refused", text: sentenceOf(saving.error) };
  if (saving.kind === "retrying" || day.acts.includes("edit")) return undefined;
  return { kind: "refused", text: day.state === "locked" ? t("diary.state.locked") : t("diary.waiting.sent") };
}

/** orSignedOut gives up on an answer when the session has ended: another tab, or the next sign-in, goes on. */
function orSignedOut<T>(answer: Promise<T>): Promise<T> {
  let stop = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = session.subscribe(() => {
      if (session.get().status !== "in") reject(new NetworkError("session ended"));
    });
  });
  return Promise.race([answer, ended]).finally(stop);
}
