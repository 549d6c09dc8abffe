import { useState } from "react";
import type { TaskRow } from "@/shared/api/types";
import { batchMax } from "./queries";

/** Which rows of a list are chosen. Rows that leave the list leave the choice. */
export interface Selection {
  rows: TaskRow[];
  has: (id: string) => boolean;
  /** Chooses a row or not; with range all from the one chosen last. */
  toggle: (id: string, range?: boolean) => void;
  /** Chooses these rows, at most batchMax of them. */
  set: (ids: readonly string[]) => void;
}

/** rangeOf are the ids from one row to another, both in, whichever stands first; the second alone when the first is not there. */
export function rangeOf(rows: readonly TaskRow[], from: string | undefined, to: string): string[] {
  const [a, b] = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)];
  if (a === -1 || b === -1) return [to];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id);
}

/** useSelection keeps what is chosen of a list; another list, which has another name, begins with nothing. */
export function useSelection(list: string, rows: readonly TaskRow[]): Selection {
  const [held, setHeld] = useState<{ list: string; ids: readonly string[]; last?: string }>({ list, ids: [] });
  const ids = held.list === list ? held.ids : [];
  const chosen = new Set(ids);
  const keep = (next: Iterable<string>, last?: string) =>
    setHeld({ list, ids: [...new Set(next)].slice(0, batchMax), last });
  return {
    rows: rows.filter(({ id }) => chosen.has(id)),
    has: (id) => chosen.has(id),
    toggle: (id, range = false) => {
      if (range) keep([...ids, ...rangeOf(rows, held.last, id)], id);
      else if (chosen.has(id))
        keep(
          ids.filter((one) => one !== id),
          id,
        );
      else keep([...ids, id], id);
    },
    set: (next) => keep(next),
  };
}
