import { useCallback, useState } from "react";
import { useMe } from "@/shared/api/session";

const prefix = "congvu.draft";
const keepMs = 7 * 86_400_000;

interface Stored<T> {
  at: number;
  value: T;
}

/** What a person was typing, kept on this machine until it is sent. */
export interface Draft<T> {
  value: T;
  set: (value: T) => void;
  /** Call when the server has it: the copy on this machine goes away. */
  clear: () => void;
  /** When the text found here was typed, if it was left over from before. */
  restoredAt: Date | undefined;
}

/**
 * useDraft is useState whose value survives a reload, a lost session and a crash, for seven days. key names the place
 * ("task.report.<id>"); drafts of different people on one machine never meet.
 */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const place = placeOf(useMe().id, key);
  const [held, setHeld] = useState(() => ({ place, ...load(place, initial) }));
  // Another record opened in the same component: its own draft, not this one's.
  const current = held.place === place ? held : { place, ...load(place, initial) };
  if (current !== held) setHeld(current);

  const set = useCallback(
    (value: T) => {
      setHeld({ place, value, restoredAt: undefined });
      save(place, { at: Date.now(), value });
    },
    [place],
  );
  const clear = useCallback(() => {
    setHeld({ place, value: initial, restoredAt: undefined });
    localStorage.removeItem(place);
  }, [place, initial]);

  return { value: current.value, set, clear, restoredAt: current.restoredAt };
}

/** hasDraft reports whether a person's text for that place is unsent on this machine. */
export function hasDraft(person: string, key: string): boolean {
  return load(placeOf(person, key), undefined).restoredAt !== undefined;
}

function placeOf(person: string, key: string): string {
  return `${prefix}.${person}.${key}`;
}

function load<T>(place: string, initial: T): { value: T; restoredAt: Date | undefined } {
  try {
    const stored = JSON.parse(localStorage.getItem(place) ?? "null") as Stored<T> | null;
    if (stored !== null && Date.now() - stored.at < keepMs) {
      return { value: stored.value, restoredAt: new Date(stored.at) };
    }
  } catch {
    // Damaged or forbidden: begin with nothing.
  }
  return { value: initial, restoredAt: undefined };
}

function save<T>(place: string, stored: Stored<T>): void {
  try {
    localStorage.setItem(place, JSON.stringify(stored));
  } catch {
    // Full storage: the text still stands on the screen.
  }
}

/** sweepDrafts removes what nobody came back for in seven days. */
export function sweepDrafts(): void {
  for (const place of Object.keys(localStorage)) {
    if (place.startsWith(`${prefix}.`) && load(place, undefined).restoredAt === undefined)
      localStorage.removeItem(place);
  }
}

/** countDrafts tells how many texts of a person are unsent on this machine. */
export function countDrafts(person: string): number {
  return Object.keys(localStorage).filter((place) => place.startsWith(`${prefix}.${person}.`)).length;
}

/** removeDrafts deletes a person's unsent texts from this machine, when they ask for it at sign-out. */
export function removeDrafts(person: string): void {
  for (const place of Object.keys(localStorage)) {
    if (place.startsWith(`${prefix}.${person}.`)) localStorage.removeItem(place);
  }
}
