import { type DBSchema, type IDBPDatabase, openDB } from "idb";

// What lies on the device for one person, each in a database of their own: who signs in next opens another one.
const version = 1;

/** A row of the store "answers": what the server said under a key, and when it came by the clock of this device, in ms. */
interface Answer {
  at: number;
  value: unknown;
}

/** The stores of a person's database. The rows of "queue" are features/diary/offline's, named by their day. */
export interface DeviceSchema extends DBSchema {
  answers: { key: string; value: Answer };
  queue: { key: string; value: { date: string } };
}

export type DeviceDB = IDBPDatabase<DeviceSchema>;

const open = new Map<string, Promise<DeviceDB>>();
// Who has signed out on this page: what their pages still write while they close is written nowhere.
const gone = new Set<string>();

/** isGone reports whether a person has signed out on this page, so that nothing of theirs is kept any more. */
export function isGone(person: string): boolean {
  return gone.has(person);
}

let removed = 0;

/** removals counts what was removed from this device on this page: what was read before is there no more. */
export function removals(): number {
  return removed;
}

/** welcome lets things be kept for a person who has signed in. */
export function welcome(person: string): void {
  gone.delete(person);
}

/** deviceName is the name of a person's database. */
export function deviceName(person: string): string {
  return `congvu.${person}`;
}

/** deviceOf opens a person's database; it rejects where the browser has none to give or a newer version of the app has been here. */
export function deviceOf(person: string): Promise<DeviceDB> {
  if (gone.has(person)) return Promise.reject(new Error("signed out"));
  const known = open.get(person);
  if (known !== undefined) return known;
  // Where the browser has no databases at all it rejects too.
  const opening = (async () =>
    openDB<DeviceSchema>(deviceName(person), version, {
      // Each step from the version before: what waits to be sent goes through all of them.
      upgrade(db, from) {
        if (from < 1) {
          db.createObjectStore("answers");
          db.createObjectStore("queue", { keyPath: "date" });
        }
      },
      // Another tab removes it at sign-out, or brings a newer version: this one must not hold it up.
      blocking: () => void closeDevice(person),
      terminated: () => open.delete(person),
    }))();
  open.set(person, opening);
  opening.catch(() => open.delete(person));
  return opening;
}

/** closeDevice lets go of a person's database. */
export async function closeDevice(person: string): Promise<void> {
  const opening = open.get(person);
  open.delete(person);
  await opening?.then(
    (db) => db.close(),
    () => undefined,
  );
}

/** removeDevice deletes all that lies on the device for a person, and keeps nothing for them until they are welcome again. */
export async function removeDevice(person: string): Promise<void> {
  gone.add(person);
  removed += 1;
  await closeDevice(person);
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(deviceName(person));
    // Blocked: another tab lets go of it in a moment, and then it goes.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
