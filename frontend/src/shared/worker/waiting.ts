import { useSyncExternalStore } from "react";

let waiting = false;
const listeners = new Set<() => void>();

/** noteWaiting tells that the files of a newer version lie on the device and wait to be asked for. */
export function noteWaiting(): void {
  waiting = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** useWaitingVersion reports whether a newer version of the app lies ready on the device. */
export function useWaitingVersion(): boolean {
  return useSyncExternalStore(subscribe, () => waiting);
}
