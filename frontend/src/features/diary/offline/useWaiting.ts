import { useEffect, useState, useSyncExternalStore } from "react";
import { useMe } from "@/shared/api/session";
import { removals } from "@/shared/device/db";
import { countWaiting } from "./changes";
import { Queue, type Waiting } from "./queue";

let current: { queue: Queue; since: number } | undefined;

/** queueOf is the queue of a person on this page; there is one at a time, and another once somebody has signed out. */
export function queueOf(person: string): Queue {
  if (current?.queue.person !== person || current.since !== removals()) {
    current?.queue.close();
    current = { queue: new Queue(person), since: removals() };
  }
  return current.queue;
}

/** useWaiting are the days of which the server does not have all that their author, who is signed in, has written. */
export function useWaiting(): readonly Waiting[] {
  const queue = queueOf(useMe().id);
  useEffect(() => void queue.ready(), [queue]);
  return useSyncExternalStore(queue.subscribe, queue.getRows);
}

/** useWaitingDay is what waits of a day: null when nothing does, undefined until that is known. */
export function useWaitingDay(date: string | undefined): Waiting | null | undefined {
  const queue = queueOf(useMe().id);
  const rows = useWaiting();
  const [ready, setReady] = useState<Queue>();
  useEffect(() => void queue.ready().then(() => setReady(queue)), [queue]);
  return ready === queue ? (rows.find((row) => row.date === date) ?? null) : undefined;
}

/** countLeft is how much of a person's diary the server does not have. */
export async function countLeft(person: string): Promise<number> {
  const queue = queueOf(person);
  await queue.ready();
  return countWaiting(queue.getRows());
}
