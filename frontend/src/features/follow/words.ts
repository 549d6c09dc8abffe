import type { Words } from "@/shared/i18n";
import type vi from "./i18n/vi.json";

declare module "@/shared/i18n" {
  interface Messages extends FollowMessages {}
}
type FollowMessages = typeof vi;

/** followWords are the messages of this feature. */
export const followWords: Words = { vi: () => import("./i18n/vi.json"), en: () => import("./i18n/en.json") };
