import { language } from "@/shared/i18n";
import { ApiProblem, NetworkError } from "./problem";
import { session, signedOut } from "./session";
import type { Problem, Session } from "./types";

const base = "/api/v1";
// The server gives up after 20 s: who hears nothing for longer has no line, whatever the browser thinks.
const limitMs = 25_000;
// A file of 10 MB takes its time on a weak line; the server waits 90 s for it.
const uploadMs = 120_000;
// 50 MB by a line of one megabit a second, twice over; the server sends for as long.
const contentMs = 900_000;

/** Values of a query string; undefined ones are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  /** A file sent as it is, instead of a JSON body. */
  file?: Blob;
  /** The answer is a file. */
  saved?: boolean;
  /** How long to wait for the whole answer, in ms; by what is sent unless given. */
  patienceMs?: number;
  signal?: AbortSignal;
  /** Repeats of one act carry one key, so that the server does it once: see newKey. */
  idempotencyKey?: string;
}

/** A file as it was answered. */
export interface Saved {
  file: Blob;
  /** What the server calls it; "" when it gives no name. */
  name: string;
  /** The list goes on beyond what one file holds. */
  more: boolean;
}

/** newKey returns an Idempotency-Key. Make one per act of a person and keep it over every retry of that act. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** api speaks to the server. Every failure is an ApiProblem or a NetworkError. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => authorised<T>("GET", path, { query, signal }),
  post: <T>(path: string, body?: unknown, options: Pick<Options, "idempotencyKey" | "query" | "signal"> = {}) =>
    authorised<T>("POST", path, { ...options, body }),
  put: <T>(path: string, body: unknown) => authorised<T>("PUT", path, { body }),
  patch: <T>(path: string, body: unknown) => authorised<T>("PATCH", path, { body }),
  /** upload sends a file as it is. */
  upload: <T>(path: string, file: Blob, query: Query, idempotencyKey: string) =>
    authorised<T>("POST", path, { file, query, idempotencyKey }),
  /** part sends a part of a file as it is; sending it again does no harm. */
  part: (path: string, file: Blob, signal: AbortSignal) => authorised<void>("PUT", path, { file, signal }),
  /** content fetches a file of any length. */
  content: async (path: string, signal?: AbortSignal) =>
    (await authorised<Saved>("GET", path, { saved: true, signal, patienceMs: contentMs })).file,
  /** download fetches a file. */
  download: async (path: string) => (await authorised<Saved>("GET", path, { saved: true })).file,
  /** taken fetches a list as a file, with the name that the server gives it. */
  taken: (path: string, query: Query) => authorised<Saved>("GET", path, { query, saved: true }),
  delete: <T>(path: string) => authorised<T>("DELETE", path, {}),
  /** open asks for no token: sign-in, sign-out and what may be read before. A token at hand goes along. */
  open: <T>(method: string, path: string, body?: unknown) => send<T>(method, path, { body }, session.token()),
};

/**
 * authorised sends with the access token; when it has run out, it is renewed or the same person signs in again. Once they
 * have signed out nothing is sent for them any more, and no answer to them reaches who signs in next.
 */
async function authorised<T>(method: string, path: string, options: Options): Promise<T> {
  const era = session.era();
  let answer: T;
  try {
    answer = await send<T>(method, path, options, session.token() ?? (await renewed(era)));
  } catch (error) {
    // What the agency requires of a sign-in has changed: the page for that takes the place of this one.
    if (error instanceof ApiProblem && error.code === "factor.enrol") void refresh();
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    answer = await send<T>(method, path, options, await renewed(era));
  }
  stay(era);
  return answer;
}

/** renewed returns a fresh token; it waits until the person has signed in again when the cookie is no longer good. */
async function renewed(era: number): Promise<string> {
  stay(era);
  const good = await refresh();
  stay(era);
  if (!good) await session.expire();
  stay(era);
  const token = session.token();
  if (token === undefined) throw new NetworkError("no token after sign-in");
  return token;
}

/** stay throws when the person who asked has gone since. */
function stay(era: number): void {
  const { status } = session.get();
  if (era !== session.era() || (status !== "in" && status !== "expired")) throw signedOut();
}

let refreshing: Promise<boolean> | undefined;

/** refresh rotates the cookie into a new session, once however many requests ask; false when the cookie is not good. */
export function refresh(): Promise<boolean> {
  const era = session.era();
  refreshing ??= send<Session>("POST", "/session/refresh", {})
    .then((next) => {
      // Signed out meanwhile: a late answer must not sign in again.
      if (era !== session.era()) return false;
      session.start(next);
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) return false;
      throw error;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

declare global {
  /** The renewal that public/boot.js has begun before this code was here. */
  var congvuRefresh: Promise<Response> | undefined;
}

/** early returns the answer that boot.js has asked for, once. */
function early(path: string): Promise<Response> | undefined {
  if (path !== "/session/refresh") return undefined;
  const answer = globalThis.congvuRefresh;
  globalThis.congvuRefresh = undefined;
  return answer;
}

async function send<T>(method: string, path: string, options: Options, token?: string): Promise<T> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": language(),
    // Proves to the server that a page of its own sends this, not a form elsewhere.
    "X-Congvu": "1",
  };
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.file !== undefined) headers["Content-Type"] = "application/octet-stream";
  if (options.idempotencyKey !== undefined) headers["Idempotency-Key"] = options.idempotencyKey;

  // An AbortSignal.timeout would run on by itself; this one ends with the answer, body and all.
  const patience = new AbortController();
  const patienceMs = options.patienceMs ?? (options.file === undefined ? limitMs : uploadMs);
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    const response = await (early(path) ??
      fetch(base + path + queryString(options.query), {
        method,
        headers,
        body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
        signal: options.signal === undefined ? patience.signal : AbortSignal.any([options.signal, patience.signal]),
        credentials: "same-origin",
      }));
    if (!response.ok) throw await problemOf(response);
    if (options.saved === true) return (await savedOf(response)) as T;
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (cause) {
    if (options.signal?.aborted || cause instanceof ApiProblem || cause instanceof NetworkError) throw cause;
    throw new NetworkError("no answer", { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function savedOf(response: Response): Promise<Saved> {
  const name = /filename="([^"]*)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  return { file: await response.blob(), name, more: response.headers.has("Congvu-More") };
}

/** problemOf reads the problem document, or makes one when something before the server answered. */
async function problemOf(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === "object" && body !== null && "code" in body) return new ApiProblem(body as Problem);
  // A proxy's page instead of the server's document: the server itself is out of reach.
  return new NetworkError(`status ${response.status}`);
}

function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
