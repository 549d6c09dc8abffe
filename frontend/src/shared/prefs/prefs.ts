import { useSyncExternalStore } from "react";

/** Language of the screens. Vietnamese comes first; English is the second. */
export type Language = "vi" | "en";

/** Size of all text in percent of the browser's own (A−, A, A+, A++). */
export type TextSize = 93.75 | 100 | 112.5 | 125;

/** The steps of A− A A+, smallest first. */
export const textSizes: readonly TextSize[] = [93.75, 100, 112.5, 125];

/** Height of list rows: Gọn, Vừa, Thoáng. */
export type Density = "compact" | "normal" | "roomy";

/** What a person chose on this machine. It holds before sign-in too, so it is not kept on the server. */
export interface Prefs {
  language: Language;
  textSize: TextSize;
  density: Density;
  /** Single-letter keys; people who type with Telex or VNI may want none. */
  letterKeys: boolean;
  /** Columns of the list of tasks; undefined are those it has by itself. */
  taskColumns?: string[];
  /** How lists of tasks are shown where an address does not say it. */
  taskView?: "table" | "board";
  /** How the parts of a task are shown: one below the other, or in time. */
  treeView?: "list" | "time";
}

// public/boot.js reads the same entry before the first paint.
const storageKey = "congvu.prefs";
const defaults: Prefs = { language: "vi", textSize: 100, density: "normal", letterKeys: true };

function read(): Prefs {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(storageKey) ?? "{}") };
  } catch {
    return defaults;
  }
}

let current = read();
const listeners = new Set<() => void>();

/** prefs is the one place where choices of this machine are read and changed. */
export const prefs = {
  get: (): Prefs => current,
  set(change: Partial<Prefs>): void {
    current = { ...current, ...change };
    document.documentElement.style.fontSize = `${current.textSize}%`;
    try {
      localStorage.setItem(storageKey, JSON.stringify(current));
    } catch {
      // Full or forbidden storage: the choice holds until the page is closed.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** usePrefs returns the choices and renders again when one changes. */
export function usePrefs(): Prefs {
  return useSyncExternalStore(prefs.subscribe, prefs.get);
}
