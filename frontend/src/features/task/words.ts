import type { Words } from "@/shared/i18n";
import type pages from "./i18n/pages_vi.json";
import vi from "./i18n/vi.json";

declare module "@/shared/i18n" {
  interface Messages extends TaskMessages {}
}
type TaskMessages = typeof vi & typeof pages;

/** taskWords are the messages of this feature. The first screen waits for no words of the first language. */
export const taskWords: Words = { vi, en: () => import("./i18n/en.json") };

/** taskPageWords are what only the list, the board and the page of a task say: the first screen does not carry them. */
export const taskPageWords: Words = {
  vi: () => import("./i18n/pages_vi.json"),
  en: () => import("./i18n/pages_en.json"),
};
