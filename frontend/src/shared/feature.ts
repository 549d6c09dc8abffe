import type { TablerIcon } from "@tabler/icons-react";
import type { RouteObject } from "react-router";
import type { Me } from "./api/types";
import type { MessageKey, Words } from "./i18n";
import type { Topics } from "./realtime/invalidation";

/** An entry of the navigation. */
export interface NavItem {
  to: string;
  /** A shared word: the shell names every page before the words of any feature are there. */
  label: MessageKey;
  icon: TablerIcon;
  /** A hook that returns the live count beside the entry, undefined where there is nothing to count. */
  useCount?: () => string | undefined;
  /** Two letters that go there from anywhere. */
  keys: string;
  /** Whom the page serves; everybody unless given. The page itself and its operations decide for themselves. */
  shown?: (me: Me) => boolean;
  /** A small gap above: another kind of thing begins. */
  apart?: boolean;
}

/** Something to do that the palette offers by name (Ctrl/⌘ K). */
export interface PaletteAct {
  to: string;
  /** A shared word. */
  label: MessageKey;
  icon: TablerIcon;
  /** Who may do it; everybody unless given. */
  shown?: (me: Me) => boolean;
}

/**
 * What a feature gives to the app: its pages (lazy) and their place in the navigation, what to do by name, how pushed events touch its cache,
 * and the words that its pages speak, its own first; they are fetched together with the page.
 */
export interface Feature {
  routes: RouteObject[];
  topics: Topics;
  nav?: NavItem[];
  acts?: PaletteAct[];
  words: Words[];
}
