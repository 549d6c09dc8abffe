import type { Words } from "@/shared/i18n";
import vi from "./i18n/vi.json";

declare module "@/shared/i18n" {
  interface Messages extends InboxMessages {}
}
type InboxMessages = typeof vi;

/** inboxWords are the messages of this feature. The first screen waits for no words of the first language. */
export const inboxWords: Words = { vi, en: () => import("./i18n/en.json") };
