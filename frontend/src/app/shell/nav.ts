import { useMe } from "@/shared/api/session";
import type { NavItem } from "@/shared/feature";
import { features } from "../features";

/** navItems lists the pages people look for by name, in the order of the sidebar. */
export const navItems: NavItem[] = features.flatMap((feature) => feature.nav ?? []);

/** useNavItems lists those that serve the person signed in. */
export function useNavItems(): NavItem[] {
  const me = useMe();
  return navItems.filter((item) => item.shown?.(me) ?? true);
}
