import { useCallback, useState } from "react";
import { useMe } from "@/shared/api/session";
import { noteKept } from "./typed";

const prefix = "congvu.draft";
// The longest leave there is, Tết and annual leave together, with room.
const keepMs = 60 * 86_400_000;

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
 * useDraft is useState whose value survives a reload, a lost session and a crash. key names the place
 * ("task.report.<id>"); drafts of different people on one machine never meet. Each tab keeps its own text: what is sent or
 * dropped in one leaves that of another alone. A tab that has none begins with the newest that a tab left which is open no more.
 */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const place = placeOf(useMe().id, key);
  const [held, setHeld] = useState(() => ({ place, ...load(place, initial) }));
  // Another record opened in the same component: its own draft, not this one's.
  const current = held.place === place ? held : { place, ...load(place, initial) };
  if (current !== held) setHeld(current);
  const { from } = current;

  const set = useCallback(
    (value: T) => {
      setHeld({ place, value, restoredAt: undefined, from });
      save(ownPlace(place), { at: Date.now(), value });
    },
    [place, from],
  );
  const clear = useCallback(() => {
    setHeld({ place, value: initial, restoredAt: undefined, from: undefined });
    localStorage.removeItem(ownPlace(place));
    // Taken over from a tab that has gone: sent from here, it is nobody's any more.
    if (from !== undefined && read(from.place)?.at === from.at) localStorage.removeItem(from.place);
  }, [place, initial, from]);

  return { value: current.value, set, clear, restoredAt: current.restoredAt };
}

function placeOf(person: string, key: string): string {
  return `${prefix}.${person}.${key}`;
}

/** ownPlace is where this tab keeps its text of a place; the name of a tab survives its reload. */
function ownPlace(place: string): string {
  return `${place}~${tabName()}`;
}

const tabKey = "congvu.tab";
// A tab in the background is woken once a minute; a crashed one is silent for good.
const beatMs = 30_000;
const silentMs = 3 * 60_000;
let tab: string | undefined;

function tabName(): string {
  if (tab !== undefined) return tab;
  let known: string | null = null;
  try {
    // A tab that was duplicated brings the name along; only a reload may keep it.
    const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (entry?.type === "reload" || entry?.type === "back_forward") known = sessionStorage.getItem(tabKey);
  } catch {
    // Without a name of before its text is found like that of a closed tab.
  }
  addEventListener("pagehide", leaveTab);
  addEventListener("pageshow", beat);
  setInterval(beat, beatMs);
  return newTab(known ?? crypto.randomUUID());
}

/** newTab makes this page the tab of that name; tests play several. */
export function newTab(name: string): string {
  tab = name;
  beat();
  return name;
}

/** leaveTab says that this tab is gone: who opens the same form next may go on with its text. */
export function leaveTab(): void {
  if (tab !== undefined) localStorage.removeItem(`${tabKey}.${tab}`);
}

function beat(): void {
  if (tab === undefined) return;
  try {
    sessionStorage.setItem(tabKey, tab);
    localStorage.setItem(`${tabKey}.${tab}`, String(Date.now()));
  } catch {
    // Full or forbidden: another tab may then take over what is typed here; nothing is lost.
  }
}

/** isWritten reports whether the tab of a copy is open. */
function isWritten(name: string): boolean {
  const [, owner] = name.split("~");
  return owner !== undefined && Date.now() - Number(localStorage.getItem(`${tabKey}.${owner}`) ?? 0) < silentMs;
}

/** copies returns where the texts of a place lie, the newest first. */
function copies(place: string): string[] {
  return Object.keys(localStorage)
    .filter((name) => name === place || name.startsWith(`${place}~`))
    .map((name) => ({ name, at: read(name)?.at }))
    .filter((copy): copy is { name: string; at: number } => copy.at !== undefined)
    .sort((a, b) => b.at - a.at)
    .map(({ name }) => name);
}

interface Loaded<T> {
  value: T;
  restoredAt: Date | undefined;
  /** The copy of another tab that it was taken from. */
  from: { place: string; at: number } | undefined;
}

function load<T>(place: string, initial: T): Loaded<T> {
  const own = ownPlace(place);
  const name = read(own) !== undefined ? own : copies(place).find((copy) => !isWritten(copy));
  const stored = name === undefined ? undefined : read<T>(name);
  if (name === undefined || stored === undefined) return { value: initial, restoredAt: undefined, from: undefined };
  const from = name === own ? undefined : { place: name, at: stored.at };
  return { value: stored.value, restoredAt: new Date(stored.at), from };
}

function read<T>(name: string): Stored<T> | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(name) ?? "null") as Stored<T> | null;
    return typeof stored?.at === "number" ? stored : undefined;
  } catch {
    // Damaged or forbidden: begin with nothing.
    return undefined;
  }
}

function save<T>(name: string, stored: Stored<T>): void {
  try {
    localStorage.setItem(name, JSON.stringify(stored));
    noteKept();
  } catch {
    // Full storage: the text still stands on the screen.
  }
}

// The place ends with the id of a record or with a day: its author is asked before such a text goes (sign-out asks).
const ofRecord = /\.([0-9A-HJKMNP-TV-Z]{26}|\d{4}-\d{2}-\d{2})(~|$)/;

/** sweepDrafts removes what nobody came back for in 60 days and belongs to no record, and what cannot be read. */
export function sweepDrafts(): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`${tabKey}.`) && Date.now() - Number(localStorage.getItem(name)) > keepMs) {
      localStorage.removeItem(name);
    }
    if (!name.startsWith(`${prefix}.`)) continue;
    const at = read(name)?.at;
    if (at === undefined || (Date.now() - at >= keepMs && !ofRecord.test(name))) localStorage.removeItem(name);
  }
}

/** countDrafts tells how many texts of a person are unsent on this machine. */
export function countDrafts(person: string): number {
  return draftsOf(person).length;
}

/** removeDrafts deletes a person's unsent texts from this machine, when they ask for it at sign-out. */
export function removeDrafts(person: string): void {
  for (const name of draftsOf(person)) localStorage.removeItem(name);
}

function draftsOf(person: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(`${prefix}.${person}.`));
}
