/** A change the server tells of: what, which version, never its content. */
export interface ChangeEvent {
  id: string;
  object: { type: string; id: string };
  version: number;
}

/** State of the line, for the foot of the sidebar and the grey bar. */
export type LineState =
  | { status: "connecting" }
  | { status: "live" }
  | { status: "lost"; attempt: number; retryAt: number; since: number };

type Frame =
  | { type: "ready"; epoch: string; last: string; resync: boolean }
  | ({ type: "event" } & ChangeEvent)
  | { type: "ping"; epoch: string; last: string }
  | { type: "resync"; epoch: string; last: string };

/** What the client needs from outside; tests pass their own socket. */
export interface Ports {
  /** A one-time ticket, 30 s good; undefined when nobody is signed in. */
  ticket: () => Promise<string | undefined>;
  open: () => WebSocket;
  /** Renews the session; false when the person has to sign in again. */
  renew: () => Promise<boolean>;
  onEvent: (event: ChangeEvent) => void;
  /** Everything on the screen may be stale. */
  onResync: () => void;
  random?: () => number;
}

// The server pings every 20 s; after two missed pings and a little the line is dead whatever the browser thinks.
const silenceMs = 50_000;
// A ticket, a socket and its first word take a second; the limit of a request (25 s) and a little.
const openingMs = 30_000;
// The server goes away for a moment (service restart); its reason is a number of milliseconds.
const restartCode = 1012;
// The session or its rights have ended, or the line is an hour old: a renewed session gets a new line at once.
const renewCode = 4401;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/**
 * RealtimeClient keeps one socket open: ticket in the first frame, replay from the last id seen, reconnect with growing
 * and scattered pauses so that a restarted server is not stormed.
 */
export class RealtimeClient {
  private socket: WebSocket | undefined;
  private state: LineState = { status: "connecting" };
  private epoch: string | undefined;
  private last: string | undefined;
  private attempt = 0;
  private stopped = true;
  private renewed = false;
  private run = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: Ports) {}

  /** start opens the line and keeps it open until stop. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.connect();
  }

  /** stop closes the line and forgets the position: the next person starts anew. */
  stop(): void {
    this.stopped = true;
    this.epoch = this.last = undefined;
    this.attempt = 0;
    this.renewed = false;
    this.drop();
    this.become({ status: "connecting" });
  }

  /**
   * retryNow opens a new line at once, whatever becomes of the one there is or is being opened ("Nối lại ngay"): a line
   * that only looks alive is what people press it for.
   */
  retryNow(): void {
    if (!this.stopped) void this.connect();
  }

  /** getState and subscribe fit useSyncExternalStore. */
  getState = (): LineState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private become(next: LineState): void {
    this.state = next;
    for (const listener of this.listeners) listener();
  }

  private async connect(): Promise<void> {
    this.drop();
    this.listenForSilence(openingMs);
    const run = ++this.run;
    let ticket: string | undefined;
    try {
      ticket = await this.ports.ticket();
    } catch {
      ticket = undefined;
    }
    if (this.stopped || run !== this.run) return;
    if (ticket === undefined) return this.lost();

    const socket = this.ports.open();
    this.socket = socket;
    this.listenForSilence(openingMs);
    socket.onopen = () => socket.send(JSON.stringify({ ticket, epoch: this.epoch, last: this.last }));
    socket.onmessage = (message) => {
      if (socket === this.socket) this.receive(JSON.parse(String(message.data)) as Frame);
    };
    socket.onclose = ({ code, reason }) => {
      if (socket !== this.socket) return;
      // Once: a server that refuses the renewed session too is asked with pauses like any other.
      if (code === renewCode && !this.renewed) void this.renew();
      else this.lost(code === restartCode ? Number(reason) : 0);
    };
  }

  /** renew changes the line for a new one without a word; only when that fails the line is lost. */
  private async renew(): Promise<void> {
    this.renewed = true;
    this.drop();
    this.listenForSilence(openingMs);
    const run = ++this.run;
    const good = await this.ports.renew().catch(() => false);
    if (this.stopped || run !== this.run) return;
    if (good) await this.connect();
    else this.lost();
  }

  private receive(frame: Frame): void {
    this.listenForSilence();
    if (frame.type === "event") {
      this.last = frame.id;
      this.ports.onEvent(frame);
      return;
    }
    const epochChanged = this.epoch !== undefined && this.epoch !== frame.epoch;
    this.epoch = frame.epoch;
    this.last = frame.last;
    if (frame.type === "ready") {
      this.attempt = 0;
      this.renewed = false;
      this.become({ status: "live" });
    }
    if (frame.type === "resync" || epochChanged || (frame.type === "ready" && frame.resync)) this.ports.onResync();
  }

  /**
   * lost plans the next attempt: 1, 2, 4 … 30 s, each scattered between half and the whole. A server that restarts gives
   * each client its own ms to wait before, so that not all come at once.
   */
  private lost(ms = 0): void {
    const since = this.state.status === "lost" ? this.state.since : Date.now();
    this.drop();
    // What is still on its way for this attempt comes too late.
    this.run += 1;
    this.attempt += 1;
    const pause = Math.min(firstRetryMs * 2 ** (this.attempt - 1), longestRetryMs);
    const asked = Math.min(Number.isFinite(ms) ? ms : 0, longestRetryMs);
    const wait = asked + pause * (0.5 + (this.ports.random ?? Math.random)() / 2);
    this.become({ status: "lost", attempt: this.attempt, retryAt: Date.now() + wait, since });
    this.retryTimer = setTimeout(() => void this.connect(), wait);
  }

  private listenForSilence(ms = silenceMs): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.lost(), ms);
  }

  private drop(): void {
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
