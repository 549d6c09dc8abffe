import type { NavItem } from "@/shared/feature";
import { features } from "../features";

/** navItems lists the pages people look for by name, in the order of the sidebar. */
export const navItems: NavItem[] = features.flatMap((feature) => feature.nav ?? []);
