import { newKey } from "@/shared/api/client";

/** One try to send something that must not be done twice, with the content it was sent with. */
export interface Attempt {
  key: string;
  body: string;
}

/**
 * attemptFor returns the attempt under which to send payload: the previous one while the content is the same (a lost
 * answer, a double click, a reload), else a new one, for the server refuses a known key with another content.
 */
export function attemptFor(previous: Attempt | undefined, payload: unknown): Attempt {
  const body = JSON.stringify(payload);
  return previous?.body === body ? previous : { key: newKey(), body };
}
