import {
  IconBell,
  IconChartDonut,
  IconChecklist,
  IconInbox,
  IconLayoutList,
  IconNotebook,
  type TablerIcon,
} from "@tabler/icons-react";
import type { MessageKey } from "@/shared/i18n";

/** Which live count stands beside an entry. */
export type NavCount = "waiting" | "tasks" | "inbox";

/** An entry of the navigation. */
export interface NavItem {
  to: string;
  label: MessageKey;
  icon: TablerIcon;
  count?: NavCount;
  /** Two letters that go there from anywhere. */
  keys: string;
  /** A small gap above: another kind of thing begins. */
  apart?: boolean;
}

/** navItems lists the pages people look for by name, in the order of the sidebar. */
export const navItems: NavItem[] = [
  { to: "/", label: "nav.desk", icon: IconLayoutList, keys: "g b" },
  { to: "/waiting", label: "nav.waiting", icon: IconInbox, count: "waiting", keys: "g c" },
  { to: "/tasks", label: "nav.tasks", icon: IconChecklist, count: "tasks", keys: "g v" },
  { to: "/diary", label: "nav.diary", icon: IconNotebook, keys: "g n" },
  { to: "/evaluation", label: "nav.evaluation", icon: IconChartDonut, keys: "g d", apart: true },
  { to: "/inbox", label: "nav.inbox", icon: IconBell, count: "inbox", keys: "g i" },
];
