import type { ChecklistItem } from "@/shared/api/types";

/** A change of a checklist that can be made on top of whatever somebody else has made of it. */
export type Change = (items: ChecklistItem[]) => ChecklistItem[];

/** added puts an item at the end; made again it is there already. */
export function added(id: string, text: string): Change {
  return (items) => (items.some((item) => item.id === id) ? items : [...items, { id, text, done: false }]);
}

/** removed takes an item out. */
export function removed(id: string): Change {
  return (items) => items.filter((item) => item.id !== id);
}

/** ticked says that an item is done, or that it is not. */
export function ticked(id: string, done: boolean): Change {
  return (items) => items.map((item) => (item.id === id ? { ...item, done } : item));
}

/** edited gives an item another text. */
export function edited(id: string, text: string): Change {
  return (items) => items.map((item) => (item.id === id ? { ...item, text } : item));
}

/** moved puts an item one place up (by −1) or down (by 1), as far as there is one. */
export function moved(id: string, by: -1 | 1): Change {
  return (items) => {
    const at = items.findIndex((item) => item.id === id);
    const [item] = items.slice(at, at + 1);
    if (at === -1 || item === undefined || items[at + by] === undefined) return items;
    return items.toSpliced(at, 1).toSpliced(at + by, 0, item);
  };
}
