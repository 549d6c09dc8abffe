import { NetworkError } from "@/shared/api/problem";

/** What keeps answers on this device for the person signed in, so that they can be read without a line. */
export interface Keeping {
  keep: (key: string, value: unknown) => void;
  /** The value kept under a key as it holds now; undefined when there is none. */
  find: (key: string) => Promise<unknown>;
}

let keeping: Keeping | undefined;

/** setKeeping names what keeps answers; it comes after the first screen, see shared/device/person. */
export function setKeeping(next: Keeping | undefined): void {
  keeping = next;
}

/** keepAnswer keeps an answer that was asked for before anything kept answers. */
export function keepAnswer(key: string, value: unknown): void {
  keeping?.keep(key, value);
}

/**
 * kept asks the server and keeps what it says; without a line it is what was kept last. Only what the diary needs for a week
 * without a line goes through here: no other answer about people is kept on a device.
 */
export async function kept<T>(key: string, ask: () => Promise<T>): Promise<T> {
  try {
    const value = await ask();
    keeping?.keep(key, value);
    return value;
  } catch (error) {
    const found = error instanceof NetworkError ? await keeping?.find(key) : undefined;
    if (found === undefined) throw error;
    return found as T;
  }
}
