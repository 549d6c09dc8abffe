import { useEffect, useRef } from "react";
import type { MessageKey } from "@/shared/i18n";
import { prefs } from "@/shared/prefs/prefs";

/** A key and what it does. keys: one letter ("b"), two in turn ("g v"), or with Ctrl/⌘ ("mod+Enter"). */
export interface Hotkey {
  keys: string;
  label: MessageKey;
}

interface Registered extends Hotkey {
  run: () => void;
}

// Innermost last: a panel's key wins over the page's.
const registered: Registered[] = [];
const sequenceMs = 1_200;
let previous: { key: string; at: number } | undefined;

/** activeHotkeys lists what works on the screen now, for the help under "?". */
export function activeHotkeys(): Hotkey[] {
  return registered.filter((hotkey, i) => registered.findLastIndex((other) => other.keys === hotkey.keys) === i);
}

/** useHotkey makes a key work while the component is shown. Every key has a button too; enabled mirrors the button. */
export function useHotkey(keys: string, label: MessageKey, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const entry = { keys, label, run: () => latest.current() };
    registered.push(entry);
    return () => {
      registered.splice(registered.indexOf(entry), 1);
    };
  }, [keys, label, enabled]);
}

/** listenForHotkeys starts the one listener of the app; it returns how to stop it. */
export function listenForHotkeys(): () => void {
  window.addEventListener("keydown", handle);
  return () => window.removeEventListener("keydown", handle);
}

function handle(event: KeyboardEvent): void {
  // Telex and VNI compose letters: keyCode 229 is what browsers send for a key the input method took.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const mod = event.ctrlKey || event.metaKey;
  const pressed = mod ? `mod+${event.key}` : event.key;
  const inside = whereIs(event.target);
  if (!mod && (inside !== "page" || event.altKey || !prefs.get().letterKeys)) return;
  if (mod && inside === "dialog") return;

  const now = event.timeStamp;
  const pair = previous !== undefined && now - previous.at < sequenceMs ? `${previous.key} ${pressed}` : undefined;
  previous = mod ? undefined : { key: pressed, at: now };
  const hit = registered.findLast((hotkey) => hotkey.keys === pair) ?? registered.findLast((h) => h.keys === pressed);
  if (hit === undefined) return;
  event.preventDefault();
  previous = undefined;
  hit.run();
}

function whereIs(target: EventTarget | null): "field" | "dialog" | "page" {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.isContentEditable || target.closest("input, textarea, select, [role=textbox], [role=combobox]")) {
    return "field";
  }
  return target.closest("[role=dialog], [role=menu], [role=listbox]") ? "dialog" : "page";
}
