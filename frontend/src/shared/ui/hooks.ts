import { useMediaQuery } from "@mantine/hooks";
import { type RefObject, useEffect, useRef, useState } from "react";
import { usePrefs } from "@/shared/prefs/prefs";
import { usePrinting } from "./PrintSheet";

// Asked at once: the app is drawn in a browser only, so there is no first render without an answer.
const atOnce = { getInitialValueInEffect: false };

/** useRightColumn reports whether there is room for a right column beside the page (from 1280 px at plain text size). */
export function useRightColumn(): boolean {
  return useRoom(80);
}

/** useFullTable reports whether a table with every column fits (from 1408 px at plain text size). */
export function useFullTable(): boolean {
  return useRoom(88);
}

/**
 * useRoom reports whether the window is at least em wide, counted in the size of text the person chose. Paper never is, and
 * that is known before it is laid out: a page that changes while it is being printed ends in empty sheets.
 */
function useRoom(em: number): boolean {
  const { textSize } = usePrefs();
  const printing = usePrinting();
  return useMediaQuery(`(min-width: ${(em * textSize) / 100}em)`, true, atOnce) && !printing;
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

/**
 * useFaultFocus goes to the first faulty field of a form after each failed try to send it; signal changes with every try
 * and every answer.
 */
export function useFaultFocus(signal: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try or answer is what to react to, not the drawing
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [signal]);
  return form;
}
