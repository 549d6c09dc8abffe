import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useState } from "react";

// Asked at once: the app is drawn in a browser only, so there is no first render without an answer.
const atOnce = { getInitialValueInEffect: false };

/** useRightColumn reports whether a right column stands beside the page (from 1280 px). */
export function useRightColumn(): boolean {
  return useMediaQuery("(min-width: 80em)", true, atOnce);
}

/** usePhone reports whether the page is as narrow as a phone (below 640 px): forms fill the screen, rows have two lines. */
export function usePhone(): boolean {
  return useMediaQuery("(max-width: 39.99em)", false, atOnce);
}

/** useSettled returns value once it has not changed for ms milliseconds: what is typed is not asked letter by letter. */
export function useSettled<T>(value: T, ms = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** onCtrlEnter returns a handler that sends a form by Ctrl/⌘ + Enter, also from inside a field, but not while composing. */
export function onCtrlEnter(send: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
}
