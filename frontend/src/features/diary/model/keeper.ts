import { ApiProblem, isConflict, NetworkError } from "@/shared/api/problem";
import type { DiaryDay, DiaryInput } from "@/shared/api/types";
import { type Choices, type ConflictField, merged } from "@/shared/ui/ConflictDialog";
import { collides, conflictFields, mergeSheets, type Versions, versionsOf } from "./merge";
import {
  inputOf,
  type Line,
  notStored,
  type Sheet,
  sameSheet,
  sheetOf,
  tidy,
  withLines,
  withStored,
  written,
} from "./sheet";

/** What of a day lies on this machine because the server does not have it yet. */
export interface Kept {
  /** Version the author started from, and its content. */
  version: number;
  base: Sheet;
  sheet: Sheet;
  /** What was sent without an answer: it may be stored or not. */
  sent?: Sheet[];
  /** Its author has sent the day to be confirmed; that goes once the server has the rest. */
  submit?: boolean;
}

/** Whether the server has what stands on the screen. */
export type Saving =
  | { kind: "saved" | "typing" | "saving" }
  /** No answer, or the server is busy: tried again by itself. */
  | { kind: "retrying"; error: unknown }
  /** Refused: tried again when the text changes. */
  | { kind: "refused"; error: unknown }
  /** Both this screen and another changed the same part. */
  | { kind: "conflict"; theirs: DiaryDay; fields: ConflictField[]; mineVersion: number };

/** What a screen shows of a day that is being written. */
export interface KeeperState {
  day: DiaryDay;
  sheet: Sheet;
  saving: Saving;
  /** The day is sent to be confirmed as soon as there is a line. */
  submitting: boolean;
}

/** What the keeper needs from outside. */
export interface Ports {
  save: (input: DiaryInput) => Promise<DiaryDay>;
  submit: (version: number) => Promise<DiaryDay>;
  /** The copy on this machine, undefined once the server has all of it. */
  keep: (kept: Kept | undefined) => void;
  /** The day as the server returned it. */
  stored: (day: DiaryDay) => void;
}

const pauseMs = 800;
const retryMs = [2_000, 4_000, 8_000, 15_000, 30_000];
// Tries without an answer that are remembered, each with another content.
const mostSent = 8;

/**
 * Keeper keeps a day that is being written in step with the server: it saves after a pause, one request at a time, tries
 * again while there is no answer, merges what another screen changed and asks only where both changed the same part.
 * Whatever happens the text stays, on the screen and on this machine.
 */
export class Keeper {
  private state: KeeperState;
  private base: Sheet;
  private version: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<boolean> | undefined;
  private failures = 0;
  private stopped = false;
  private delivering: Promise<boolean> | undefined;
  private sent: Sheet[];
  private readonly listeners = new Set<() => void>();

  constructor(
    day: DiaryDay,
    kept: Kept | undefined,
    private readonly ports: Ports,
  ) {
    this.base = kept?.base ?? sheetOf(day);
    this.version = kept?.version ?? day.version;
    this.state = {
      day,
      sheet: kept?.sheet ?? this.base,
      saving: { kind: kept === undefined ? "saved" : "typing" },
      submitting: kept?.submit === true,
    };
    // The answer to the last save before a reload may never have come.
    this.sent = kept === undefined ? [] : remembered(kept.sent ?? [], kept.sheet);
  }

  readonly getState = (): KeeperState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** start sends what was left over from before; it returns how to stop, which sends what is not sent yet. */
  start(): () => void {
    this.stopped = false;
    if (this.state.day.version > this.version) this.meet(this.state.day);
    if (this.dirty() || this.state.submitting) this.schedule(0);
    return () => {
      // The copy on this machine stays for the next to open the day when this last try fails.
      this.stopped = true;
      void this.deliver();
    };
  }

  /** sendOnce sends what is kept of a day that nobody has open, without trying again. It never throws. */
  async sendOnce(): Promise<void> {
    this.stopped = true;
    if (this.state.day.version > this.version) this.meet(this.state.day);
    await this.deliver();
  }

  /** adopt takes what another tab has written of the day since; undefined: the server has all of it. */
  adopt(kept: Kept | undefined): void {
    if (kept === undefined) {
      // The day as it is stored now comes by a push; these lines of it are one's own.
      this.sent = remembered(this.sent, this.state.sheet);
      this.set({ submitting: false });
      return;
    }
    this.base = kept.base;
    this.version = kept.version;
    this.sent = remembered(kept.sent ?? [], kept.sheet);
    this.set({ sheet: kept.sheet, submitting: kept.submit === true });
    if (this.state.day.version > this.version) this.meet(this.state.day);
  }

  /** unsent are the keys of the lines that the server does not have as they stand. */
  unsent(): Set<string> {
    return notStored(this.base, this.state.sheet);
  }

  /** edit changes the sheet and saves it after a pause. */
  edit(change: (sheet: Sheet) => Sheet): void {
    const sheet = change(this.state.sheet);
    this.set(this.state.saving.kind === "conflict" ? { sheet } : { sheet, saving: { kind: "typing" } });
    this.keepHere();
    this.schedule(pauseMs);
  }

  /** receive takes the day as the server has it now, after a push or a refetch. */
  receive(day: DiaryDay): void {
    // A slow refetch may bring what an own save has replaced since.
    if (day.version < this.version) return;
    this.set({ day });
    // What is on its way answers by itself; an equal version is the echo of one's own save.
    if (this.running === undefined && day.version > this.version) this.meet(day);
  }

  /** retry tries at once what did not get through. */
  retry(): void {
    if (this.state.saving.kind === "retrying") this.schedule(0);
  }

  /** flush saves now. It returns true once the server has all that stands on the screen; it never throws. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running !== undefined) await this.running;
    if (!this.dirty()) {
      this.settle();
      return true;
    }
    if (!this.maySave()) return false;
    this.running = this.save();
    const ok = await this.running;
    return ok && (!this.dirty() || this.flush());
  }

  /**
   * submit saves the day with more lines and sends it to be confirmed. Undefined: see the state; without a line it is sent once
   * there is one. Throws refusals.
   */
  async submit(more: Line[]): Promise<DiaryDay | undefined> {
    this.edit((sheet) => withLines({ ...sheet, lines: written(sheet) }, more));
    if (!(await this.flush())) {
      if (this.state.saving.kind === "retrying") this.wish(true);
      return undefined;
    }
    try {
      const day = await this.ports.submit(this.version);
      this.take(day);
      return day;
    } catch (error) {
      if (isConflict<DiaryDay>(error)) this.meet(error.current);
      if (!mayPass(error)) throw error;
      this.wish(true);
      this.later(error);
      return undefined;
    }
  }

  /** withdraw takes back that the day is sent once there is a line. */
  withdraw(): void {
    this.wish(false);
  }

  /** deliver saves, and then sends to be confirmed what its author has sent. True once the server has all of it. */
  private async deliver(): Promise<boolean> {
    if (!(await this.flush())) return false;
    if (!this.state.submitting) return true;
    this.delivering ??= this.submitWished().finally(() => {
      this.delivering = undefined;
    });
    return this.delivering;
  }

  private async submitWished(): Promise<boolean> {
    try {
      const day = await this.ports.submit(this.version);
      this.wish(false);
      this.take(day);
      return true;
    } catch (error) {
      if (mayPass(error)) {
        this.later(error);
        return false;
      }
      // Sent already, its answer lost, and perhaps confirmed since: that is what was wanted.
      if (isConflict<DiaryDay>(error) && !error.current.acts.includes("edit")) {
        const { state } = error.current;
        this.wish(false);
        this.take(error.current);
        if (state === "submitted" || state === "confirmed") return true;
      } else if (isConflict<DiaryDay>(error)) {
        // Changed elsewhere, and nothing here collides: sent as it is now.
        this.meet(error.current);
        this.schedule(0);
        return false;
      }
      this.wish(false);
      this.set({ saving: { kind: "refused", error } });
      return false;
    }
  }

  private wish(submitting: boolean): void {
    this.set({ submitting });
    this.keepHere();
  }

  /** resolve ends a conflict: with the chosen parts, or (no choices) with the stored version alone. */
  resolve(choices?: Choices): void {
    const { saving } = this.state;
    if (saving.kind !== "conflict") return;
    const { theirs } = saving;
    const versions = this.versions(theirs);
    this.base = versions.theirs;
    this.version = theirs.version;
    this.sent = [];
    const sheet = choices === undefined ? versions.theirs : mergeSheets(versions, choices);
    this.set({ day: theirs, sheet, saving: { kind: "typing" } });
    this.keepHere();
    void this.flush();
  }

  /** discard leaves what this screen has and shows the stored day. */
  discard(): void {
    this.take(this.state.day);
  }

  private async save(): Promise<boolean> {
    const sheet = this.state.sheet;
    this.set({ saving: { kind: "saving" } });
    // On this machine before it leaves: who is killed now finds out what became of it.
    this.sent = remembered(this.sent, sheet);
    this.keepHere();
    try {
      const day = await this.ports.save(inputOf(sheet, this.version));
      this.accepted(sheet, day);
      return true;
    } catch (error) {
      this.refused(error);
      return false;
    } finally {
      this.running = undefined;
    }
  }

  /** accepted notes what is stored. The text on the screen stays as typed: the server trims, and a space may follow. */
  private accepted(sent: Sheet, day: DiaryDay): void {
    this.failures = 0;
    this.sent = [];
    this.version = day.version;
    this.base = withStored(sent, sent, day.entries);
    this.set({ day, sheet: withStored(this.state.sheet, sent, day.entries) });
    this.settle();
    this.keepHere();
    this.ports.stored(day);
  }

  private refused(error: unknown): void {
    if (isConflict<DiaryDay>(error)) {
      this.set({ saving: { kind: "refused", error } });
      this.meet(error.current);
      this.ports.stored(error.current);
    } else if (mayPass(error)) this.later(error);
    else this.set({ saving: { kind: "refused", error } });
  }

  /** later tries again by itself. */
  private later(error: unknown): void {
    this.set({ saving: { kind: "retrying", error } });
    this.schedule(retryMs[Math.min(this.failures++, retryMs.length - 1)] ?? pauseMs);
  }

  /** meet brings a newer stored day and the screen together. */
  private meet(day: DiaryDay): void {
    if (!this.dirty()) {
      this.take(day);
      return;
    }
    this.set({ day });
    // Submitted, confirmed or locked meanwhile: nothing can be stored, and what was typed stays on the screen.
    if (!day.acts.includes("edit")) return;
    const versions = this.versions(day);
    const fields = conflictFields(versions);
    if (collides(fields)) {
      this.set({ saving: { kind: "conflict", theirs: day, fields, mineVersion: this.version } });
      return;
    }
    this.base = versions.theirs;
    this.version = day.version;
    this.sent = [];
    this.set({ sheet: mergeSheets(versions, merged(fields)), saving: { kind: "typing" } });
    this.keepHere();
    this.schedule(0);
  }

  private versions(day: DiaryDay): Versions {
    return versionsOf(this.base, this.state.sheet, day, this.sent);
  }

  /** take shows a stored day as it is. */
  private take(day: DiaryDay): void {
    this.base = sheetOf(day);
    this.version = day.version;
    this.sent = [];
    const submitting = this.state.submitting && day.acts.includes("edit");
    this.set({ day, sheet: this.base, saving: { kind: "saved" }, submitting });
    this.keepHere();
    this.ports.stored(day);
  }

  private dirty(): boolean {
    return !sameSheet(this.state.sheet, this.base);
  }

  /** maySave: not while a person has to choose, nor while a stored line stands empty (it would be removed). */
  private maySave(): boolean {
    if (this.state.saving.kind === "conflict" || !this.state.day.acts.includes("edit")) return false;
    return this.state.sheet.lines.every((line) => line.id === undefined || tidy(line.text) !== "");
  }

  private settle(): void {
    this.set({ saving: { kind: this.dirty() ? "typing" : "saved" } });
    if (this.dirty()) this.schedule(pauseMs);
  }

  private keepHere(): void {
    const { sheet, submitting } = this.state;
    if (sameSheet(sheet, this.base) && !submitting) this.ports.keep(undefined);
    else {
      const sent = this.sent.length > 0 ? this.sent : undefined;
      this.ports.keep({ version: this.version, base: this.base, sheet, sent, submit: submitting || undefined });
    }
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.deliver(), ms);
  }

  private set(change: Partial<KeeperState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** mayPass reports whether trying again can help: there was no answer, or the server is busy. */
function mayPass(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiProblem && error.status >= 429);
}

/** remembered adds a sheet to those that were sent, once; the oldest goes when they are many. */
function remembered(sent: Sheet[], sheet: Sheet): Sheet[] {
  return [...sent.filter((one) => !sameSheet(one, sheet)), sheet].slice(-mostSent);
}
