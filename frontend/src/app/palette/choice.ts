import type { createSpotlight } from "@mantine/spotlight";
import { type KeyboardEvent, useEffect, useRef } from "react";

/**
 * useChoice keeps the marked row of a Spotlight true to the answer. Mantine marks the first row when a letter is typed,
 * which is a row of the words before; the first row of the answer is marked here when it comes, unless the person has
 * moved, and Enter waits for it: what was found for other words is never opened.
 * found changes with the rows; pending says that an answer is on its way.
 */
export function useChoice(
  store: ReturnType<typeof createSpotlight>[0],
  query: string,
  found: string,
  pending: boolean,
) {
  const moved = useRef(false);
  const wanted = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new words are what takes a choice back
  useEffect(() => {
    moved.current = false;
    wanted.current = false;
  }, [query]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are read from the list once they stand there
  useEffect(() => {
    if (pending) return;
    const list = document.getElementById(store.getState().listId);
    const rows = [...(list?.querySelectorAll<HTMLElement>("[data-action]") ?? [])];
    const marked = rows.findIndex((row) => row.hasAttribute("data-selected"));
    const chosen = moved.current && marked >= 0 ? marked : 0;
    for (const row of rows) row.removeAttribute("data-selected");
    rows[chosen]?.setAttribute("data-selected", "true");
    store.updateState((state) => ({ ...state, selected: rows.length === 0 ? -1 : chosen }));
    if (wanted.current) rows[chosen]?.click();
    wanted.current = false;
  }, [store, query, found, pending]);
  return (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moved.current = true;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !pending) return;
    event.preventDefault();
    event.stopPropagation();
    wanted.current = true;
  };
}
