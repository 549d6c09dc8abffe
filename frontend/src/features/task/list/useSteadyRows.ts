import { useQuery } from "@tanstack/react-query";
import { type FocusEvent, type RefObject, useEffect, useState } from "react";
import type { TaskRow } from "@/shared/api/types";
import { type OwnActs, steady } from "../model/steady";
import { ownActsQuery } from "../queries";

/** The rows to show, and what keeps them in place. */
export interface SteadyRows {
  rows: TaskRow[];
  /** How many rows would come, go or move. */
  changes: number;
  /** Shows the newest order now. */
  apply: () => void;
}

/** Whether somebody has a list under their eye, and what finds it out. */
export interface Holding {
  holding: boolean;
  /** To be put on the element around the list. */
  holders: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent) => void;
  };
}

/** useHolding says whether somebody points at a list or has the focus in it; area is the element around it. */
export function useHolding(area: RefObject<HTMLElement | null>): Holding {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  // An element that is taken away loses the focus without a word.
  useEffect(() => {
    if (focused && area.current?.contains(document.activeElement) === false) setFocused(false);
  });
  return {
    holding: pointed || focused,
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

/** useOwnActs is what became of the tasks that this person changed here. */
export function useOwnActs(): OwnActs | undefined {
  return useQuery(ownActsQuery()).data;
}

/** useSteadyRows keeps rows in their places while somebody holds the list. list names it, area is the element around it. */
export function useSteadyRows(
  list: string,
  next: TaskRow[],
  area: RefObject<HTMLElement | null>,
): SteadyRows & Holding {
  const held = useHolding(area);
  return { ...useSteady(list, next, held.holding, useOwnActs()), ...held };
}

/** useSteady keeps rows in their places while holding; own are the acts that are no news to whoever did them. */
export function useSteady(list: string, next: TaskRow[], holding: boolean, own: OwnActs | undefined): SteadyRows {
  const [shown, setShown] = useState({ list, rows: next });
  const before = shown.list === list ? shown.rows : [];
  const { rows, changes } = steady(before, next, holding, own);
  if (shown.list !== list || !same(shown.rows, rows)) setShown({ list, rows });
  return { rows, changes, apply: () => setShown({ list, rows: next }) };
}

function same(a: TaskRow[], b: TaskRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
