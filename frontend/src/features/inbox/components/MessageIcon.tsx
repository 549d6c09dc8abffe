import { IconBell, IconCalendarDue, IconChartDonut, IconNotebook, type TablerIcon } from "@tabler/icons-react";
import type { InboxItem } from "@/shared/api/types";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import classes from "./Inbox.module.css";

const icons: Record<string, TablerIcon> = {
  task: IconCalendarDue,
  diary: IconNotebook,
  sheet: IconChartDonut,
};

/** MessageIcon is the person who acted, or for the system's own messages what they are about. */
export function MessageIcon({ item, size = 32 }: { item: InboxItem; size?: number }) {
  if (item.by !== undefined) return <PersonAvatar name={item.by.name} size={size} />;
  const Icon = icons[item.object.type] ?? IconBell;
  return (
    <span className={classes.icon} style={{ "--size": `${size / 16}rem` } as React.CSSProperties} aria-hidden>
      <Icon size={size / 2} stroke={1.6} />
    </span>
  );
}
