import type desk from "@/features/desk/i18n/vi.json";
import type diary from "@/features/diary/i18n/vi.json";
import type evaluation from "@/features/evaluation/i18n/vi.json";
import type inbox from "@/features/inbox/i18n/vi.json";
import type session from "@/features/session/i18n/vi.json";
import type task from "@/features/task/i18n/vi.json";
import { prefs } from "@/shared/prefs/prefs";
import type shared from "./vi.json";

/** Language of the screens. Vietnamese comes first; English is the second. */
export type Language = "vi" | "en";

/** Every key of the catalogue: a missing or misspelt one does not compile. */
export type MessageKey =
  | keyof typeof shared
  | keyof typeof session
  | keyof typeof desk
  | keyof typeof task
  | keyof typeof diary
  | keyof typeof evaluation
  | keyof typeof inbox;

/** Values for the {names} of a message. */
export type Params = Record<string, string | number | undefined>;

let messages: Record<string, string> = {};

/** loadLanguage makes t speak language. The root is rendered only after the first load. */
export async function loadLanguage(language: Language): Promise<void> {
  const catalogue = language === "vi" ? await import("./catalogue.vi") : await import("./catalogue.en");
  messages = catalogue.default;
}

/** t returns the message of key in the language loaded, its {names} replaced from params. */
export function t(key: MessageKey, params?: Params): string {
  return fill(messages[key] ?? key, params);
}

/**
 * tx looks up a key that is only known at run time, such as `history.${action}`, and falls back to another message:
 * the server may be newer than this page.
 */
export function tx(key: string, fallback: MessageKey, params?: Params): string {
  return fill(messages[key] ?? messages[fallback] ?? fallback, params);
}

/** language returns the language of the screens. */
export function language(): Language {
  return prefs.get().language;
}

// A number never parts from its unit at the end of a line ("5 ngày" is one word to the eye).
const numberAndUnit = /(\d) (ngày|giờ|phút|điểm|dòng|ngày làm việc|days?|hours?|minutes?|points?)(?![\p{L}])/gu;

/** fill replaces {name} by params.name and {n|day|days} by "day" for 1 and "days" otherwise. */
export function fill(message: string, params: Params = {}): string {
  return message
    .replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
      return value === undefined ? "" : String(value);
    })
    .replace(numberAndUnit, "$1\u00a0$2");
}
