import { newKey } from "@/shared/api/client";
import { deviceOf, isGone } from "@/shared/device/db";
import { noteWaits } from "@/shared/device/waits";
import { draftKey } from "../keep";
import type { Kept } from "../model/keeper";
import { joinKept } from "./join";

/** Why a day that waits does not go by itself any more; text is the server's sentence for its reader. */
export type Trouble = { kind: "conflict" } | { kind: "refused"; text: string };

/** A day of the diary with what the server does not have of it (chưa gửi). */
export interface Waiting {
  date: string;
  /** Changes with every write, so that a tab knows whether another has written since. */
  rev: string;
  /** When it was last written, by the clock of this device. */
  at: string;
  kept: Kept;
  trouble?: Trouble;
}

const none: readonly Waiting[] = [];
// How rows are written now. What versions of the app without a queue kept says none: there a stored line had the name of the
// tab that made it. Another form gets another number, and fromDraft and the database's upgrade bring the older ones along.
const schema = 1;
const patienceMs = 3_000;
const draftPrefix = (person: string) => `congvu.draft.${person}.${draftKey("")}`;

/**
 * Queue is what one person has written of their diary that the server does not have, a row for each day, on this device. All
 * tabs share it: a write that finds another one's brings both together, and every tab hears of it.
 */
export class Queue {
  private rows: readonly Waiting[] = none;
  private loaded: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly channel: BroadcastChannel | undefined;

  constructor(readonly person: string) {
    this.channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`congvu.queue.${person}`);
    if (this.channel !== undefined) this.channel.onmessage = () => void this.reload();
  }

  readonly getRows = (): readonly Waiting[] => this.rows;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * ready resolves once the rows are read, and what an earlier version of the app left is among them; a database that does not
   * open is not waited for, since the diary is written without it too. It never rejects.
   */
  ready(): Promise<void> {
    this.loaded ??= Promise.race([
      this.adoptDrafts().then(() => this.reload()),
      new Promise<void>((resolve) => setTimeout(resolve, patienceMs)),
    ]);
    return this.loaded;
  }

  /** close lets go of the other tabs. */
  close(): void {
    this.channel?.close();
  }

  /** get reads the row of a day; undefined when the server has all of it. */
  async get(date: string): Promise<Waiting | undefined> {
    await this.ready();
    return this.rows.find((row) => row.date === date);
  }

  /**
   * put writes what waits of a day, nothing once the server has it all. seen is the row that the writer knew: where another tab
   * has written since, the row that comes of both is returned. Rejects where the device keeps nothing.
   */
  async put(date: string, kept: Kept | undefined, seen: Waiting | undefined): Promise<Waiting | undefined> {
    const tx = (await deviceOf(this.person)).transaction("queue", "readwrite", { durability: "strict" });
    const current = (await tx.store.get(date)) as Waiting | undefined;
    const known = current === undefined || current.rev === seen?.rev;
    let next = current;
    if (kept !== undefined) {
      const both = known ? kept : joinKept(seen?.kept, kept, current.kept);
      next = { date, rev: newKey(), at: new Date().toISOString(), kept: both };
      await tx.store.put(next);
    } else if (known && current !== undefined) {
      next = undefined;
      await tx.store.delete(date);
    }
    await tx.done;
    if (next !== current) this.tell(date, next);
    return next;
  }

  /** mark says why a row does not go, unless it was written since; undefined takes the reason away. */
  async mark(row: Waiting, trouble: Trouble | undefined): Promise<void> {
    const tx = (await deviceOf(this.person)).transaction("queue", "readwrite");
    const current = (await tx.store.get(row.date)) as Waiting | undefined;
    const same = JSON.stringify(current?.trouble) === JSON.stringify(trouble);
    const next = current === undefined || same || current.rev !== row.rev ? undefined : { ...current, trouble };
    if (next !== undefined) await tx.store.put(next);
    await tx.done;
    if (next !== undefined) this.tell(row.date, next);
  }

  /** drop throws away what waits of a day: its author has said so. */
  async drop(date: string): Promise<void> {
    await (await deviceOf(this.person)).delete("queue", date);
    this.tell(date, undefined);
  }

  /** keepAside keeps what waits where earlier versions of the app did, when the database refuses; the next start takes it over. */
  keepAside(date: string, kept: Kept | undefined): void {
    if (isGone(this.person)) return;
    const place = `${draftPrefix(this.person)}${date}~aside`;
    if (kept === undefined) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify({ at: Date.now(), value: kept, schema }));
  }

  private tell(date: string, row: Waiting | undefined): void {
    this.show([...this.rows.filter((one) => one.date !== date), ...(row === undefined ? [] : [row])]);
    this.channel?.postMessage(date);
  }

  private async reload(): Promise<void> {
    try {
      this.show((await (await deviceOf(this.person)).getAll("queue")) as Waiting[]);
    } catch {
      // The browser keeps nothing: what is typed stays in each page and in its drafts.
    }
  }

  private show(rows: Waiting[]): void {
    this.rows = rows.toSorted((a, b) => a.date.localeCompare(b.date));
    noteWaits(
      this.person,
      this.rows.map((row) => row.date),
    );
    for (const listener of this.listeners) listener();
  }

  /** adoptDrafts takes over what was kept before there was a queue: a text goes once its row is written, and not before. */
  private async adoptDrafts(): Promise<void> {
    const prefix = draftPrefix(this.person);
    for (const place of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
      const text = localStorage.getItem(place);
      const date = place.slice(prefix.length, prefix.length + 10);
      const kept = fromDraft(text);
      try {
        if (kept !== undefined) await this.put(date, kept, undefined);
        if (localStorage.getItem(place) === text) localStorage.removeItem(place);
      } catch {
        // It stays where it is, and is taken over another time.
      }
    }
  }
}

/** fromDraft reads what lies aside of the queue, as versions of the app without one kept it too; undefined for what is none. */
export function fromDraft(text: string | null): Kept | undefined {
  try {
    const stored = JSON.parse(text ?? "null") as { value?: Kept; schema?: number } | null;
    const kept = stored?.value;
    if (kept?.sheet === undefined || kept.base === undefined) return undefined;
    return stored?.schema === schema ? kept : { ...kept, base: named(kept.base), sheet: named(kept.sheet) };
  } catch {
    return undefined;
  }
}

/** named gives stored lines the name that they have on every device. */
function named(sheet: Kept["sheet"]): Kept["sheet"] {
  return { ...sheet, lines: sheet.lines.map((line) => (line.id === undefined ? line : { ...line, key: line.id })) };
}
