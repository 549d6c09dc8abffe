import { useQuery } from "@tanstack/react-query";
import { type FocusEvent, type RefObject, useEffect, useState } from "react";
import type { TaskRow } from "@/shared/api/types";
import { steady } from "../model/steady";
import { ownActsQuery } from "../queries";

/** The rows to show, and what keeps them in place. */
export interface SteadyRows {
  rows: TaskRow[];
  /** How many rows would come, go or move. */
  changes: number;
  /** Shows the newest order now. */
  apply: () => void;
  /** To be put on the element around the list. */
  holders: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent) => void;
  };
}

/**
 * useSteadyRows keeps rows in their places while somebody points at the list or has the focus in it. list names the list,
 * area is the element around it.
 */
export function useSteadyRows(list: string, next: TaskRow[], area: RefObject<HTMLElement | null>): SteadyRows {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [shown, setShown] = useState({ list, rows: next });
  const own = useQuery(ownActsQuery()).data;
  const before = shown.list === list ? shown.rows : [];
  const { rows, changes } = steady(before, next, pointed || focused, own);
  if (shown.list !== list || !same(shown.rows, rows)) setShown({ list, rows });
  // An element that is taken away loses the focus without a word.
  useEffect(() => {
    if (focused && area.current?.contains(document.activeElement) === false) setFocused(false);
  });

  return {
    rows,
    changes,
    apply: () => setShown({ list, rows: next }),
    holders: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}

function same(a: TaskRow[], b: TaskRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
