import type { Feature } from "@/shared/feature";
import { ToDesk } from "./components/ToDesk";
import { setupWords } from "./words";

const missing = { keys: () => [["setup", "missing"]] };

/** setup brings the first day of an installation. Its first page stands before the session: see Gate. */
export const setup: Feature = {
  // Whoever is signed in has no use for that page any more: the way leads on to the desk.
  routes: [{ path: "setup", Component: ToDesk }],
  words: [setupWords],
  topics: { unit: missing, person: missing, rights: missing, calendar: missing },
};
