import type { InboxItem } from "@/shared/api/types";

/** Group is the messages that are one line to their reader: about one thing, or the reminders of one morning. */
export interface Group {
  key: string;
  /** newest first; never empty */
  items: InboxItem[];
  newest: InboxItem;
  unread: InboxItem[];
}

/** grouped puts messages, newest first, together; a group stands where its newest message does. */
export function grouped(items: InboxItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const group = groups.get(item.group);
    if (group === undefined) {
      groups.set(item.group, { key: item.group, items: [item], newest: item, unread: [] });
    } else {
      group.items.push(item);
    }
    if (item.readAt === undefined) groups.get(item.group)?.unread.push(item);
  }
  return [...groups.values()];
}

/** isBatch says whether a group holds reminders about several things, rather than messages about one. */
export function isBatch({ items }: Group): boolean {
  const [first, ...rest] = items;
  return rest.some((item) => item.object.id !== first?.object.id);
}

/** kindsIn counts the messages of a group by kind, the most pressing first. */
export function kindsIn({ items }: Group): { kind: string; n: number }[] {
  const moments = [
    "overdue",
    "part_overdue",
    "due_today",
    "part_today",
    "due_last",
    "part_last",
    "due_before",
    "part_before",
  ];
  const order = moments.map((moment) => `reminder.${moment}`);
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...counts].map(([kind, n]) => ({ kind, n })).sort((a, b) => place(a.kind) - place(b.kind));
}
