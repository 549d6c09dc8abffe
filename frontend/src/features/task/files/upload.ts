import { api, newKey } from "@/shared/api/client";
import { ApiProblem } from "@/shared/api/problem";
import type { Upload } from "@/shared/api/types";

/** Where a file on its way stands. */
export type SendState = "sending" | "paused" | "failed" | "refused" | "done";

/** A file on its way: what was chosen, how much of it the server has, and what went wrong. */
export interface Sending {
  key: string;
  name: string;
  size: number;
  /** Bytes that the server has. */
  sent: number;
  state: SendState;
  error?: unknown;
  /** The version that it takes the place of, by id. */
  replaces?: string;
}

/** What a sender calls on the server. */
export interface Line {
  begin: (name: string, size: number, key: string) => Promise<Upload>;
  part: (id: string, n: number, data: Blob, signal: AbortSignal) => Promise<void>;
  finish: (id: string) => Promise<Upload>;
  discard: (id: string) => Promise<void>;
}

/** line is the server itself. */
export const line: Line = {
  begin: (name, size, key) => api.post<Upload>("/uploads", { name, size }, { idempotencyKey: key }),
  part: (id, n, data, signal) => api.part(`/uploads/${id}/parts/${n}`, data, signal),
  finish: (id) => api.post<Upload>(`/uploads/${id}/finish`),
  discard: (id) => api.delete<void>(`/uploads/${id}`),
};

/**
 * Sender sends one file in parts. It stops at a part when it is paused or the line is gone, and goes on with what is missing;
 * the server says what that is. done is called with the id of the file once it is there whole and was looked at.
 */
export class Sender {
  private upload: Upload | undefined;
  private stopper: AbortController | undefined;
  private shown: Sending;

  constructor(
    private readonly file: File,
    private readonly onChange: (shown: Sending) => void,
    private readonly done: (id: string) => Promise<unknown>,
    replaces?: string,
    private readonly to: Line = line,
  ) {
    this.shown = { key: newKey(), name: file.name, size: file.size, sent: 0, state: "sending", replaces };
    onChange(this.shown);
  }

  /** What it shows now. */
  get sending(): Sending {
    return this.shown;
  }

  /** Goes on, or begins; nothing while it is going on. */
  async go(): Promise<void> {
    if (this.stopper !== undefined || this.shown.state === "done") return;
    const stopper = new AbortController();
    this.stopper = stopper;
    this.tell({ state: "sending", error: undefined });
    try {
      const id = await this.send(stopper.signal);
      await this.to.finish(id);
      await this.done(id);
      this.tell({ state: "done" });
    } catch (error) {
      // Paused or dropped: that was said already.
      if (!stopper.signal.aborted) {
        this.tell({ state: error instanceof ApiProblem && error.status === 422 ? "refused" : "failed", error });
      }
    } finally {
      if (this.stopper === stopper) this.stopper = undefined;
    }
  }

  /** Stops at this part. */
  pause(): void {
    this.stop();
    this.tell({ state: "paused" });
  }

  /** Gives the file up; what the server has of it goes. */
  async drop(): Promise<void> {
    this.stop();
    const { upload } = this;
    // Refused it is gone already; otherwise what was not attached in a day is swept anyway.
    if (upload !== undefined && this.shown.state !== "refused") await this.to.discard(upload.id).catch(() => undefined);
  }

  /** Stops without a word: nobody looks any more. */
  stop(): void {
    this.stopper?.abort();
    this.stopper = undefined;
  }

  private async send(signal: AbortSignal): Promise<string> {
    // The same key finds the file that was begun, with what is missing of it.
    const upload = await this.to.begin(this.file.name, this.file.size, this.shown.key);
    signal.throwIfAborted();
    this.upload = upload;
    const lengthOf = (n: number) => Math.min(upload.part, upload.size - n * upload.part);
    let sent = upload.size - upload.missing.reduce((sum, n) => sum + lengthOf(n), 0);
    this.tell({ sent });
    for (const n of upload.missing) {
      const data = this.file.slice(n * upload.part, n * upload.part + lengthOf(n));
      await this.to.part(upload.id, n, data, signal);
      signal.throwIfAborted();
      sent += lengthOf(n);
      this.tell({ sent });
    }
    return upload.id;
  }

  private tell(change: Partial<Sending>): void {
    this.shown = { ...this.shown, ...change };
    this.onChange(this.shown);
  }
}
