import type { Keeper, Kept } from "../model/keeper";
import type { Queue, Waiting } from "./queue";
import { troubleOf } from "./sender";

/**
 * Slot writes one day into the queue while it is open: one write at a time, always the newest, so that typing never waits for
 * the disk. It tells when another tab has written of the same day.
 */
export class Slot {
  private next: { kept: Kept | undefined } | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly queue: Queue,
    private readonly date: string,
    private seen: Waiting | undefined,
    private readonly adopt: (kept: Kept | undefined) => void,
  ) {}

  /** write keeps what waits of the day, nothing once the server has it all. */
  write(kept: Kept | undefined): void {
    // Nothing waits and nothing is on its way: the usual day, which costs no write.
    if (kept === undefined && this.seen === undefined && this.running === undefined) return;
    this.next = { kept };
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  /** settled resolves once all is written. */
  async settled(): Promise<void> {
    await this.running;
  }

  /** watch follows the day's row and notes in it why the day does not go; it returns how to stop. */
  watch(keeper: Keeper): () => void {
    const stops = [
      this.queue.subscribe(() => this.look()),
      keeper.subscribe(() => {
        const { kind } = keeper.getState().saving;
        if (kind === "conflict" || kind === "refused" || kind === "retrying") void this.mark(keeper);
      }),
    ];
    this.look();
    return () => {
      for (const stop of stops) stop();
    };
  }

  private async mark(keeper: Keeper): Promise<void> {
    await this.running;
    if (this.seen !== undefined) await this.queue.mark(this.seen, troubleOf(keeper.getState())).catch(() => undefined);
  }

  private look(): void {
    if (this.running !== undefined) return;
    const row = this.queue.getRows().find(({ date }) => date === this.date);
    if (row?.rev === this.seen?.rev) return;
    this.seen = row;
    this.adopt(row?.kept);
  }

  private async run(): Promise<void> {
    while (this.next !== undefined) {
      const { kept } = this.next;
      this.next = undefined;
      try {
        const row = await this.queue.put(this.date, kept, this.seen);
        this.seen = row;
        if (row?.kept !== kept && this.next === undefined) this.adopt(row?.kept);
      } catch {
        this.queue.keepAside(this.date, kept);
      }
    }
  }
}
