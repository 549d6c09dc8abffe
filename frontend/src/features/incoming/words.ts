import type { Words } from "@/shared/i18n";
import type vi from "./i18n/vi.json";

declare module "@/shared/i18n" {
  interface Messages extends IncomingMessages {}
}
type IncomingMessages = typeof vi;

/** incomingWords are the messages of this feature. */
export const incomingWords: Words = { vi: () => import("./i18n/vi.json"), en: () => import("./i18n/en.json") };
