import { type Language, prefs } from "@/shared/prefs/prefs";
import shared from "./vi.json";

/** Messages has every key of the shared words; each feature's words.ts adds its own to it. */
export interface Messages extends SharedMessages {}
type SharedMessages = typeof shared;

/** Every key of the catalogue: a missing or misspelt one does not compile. */
export type MessageKey = keyof Messages;

type Part = Record<string, string>;

/** The messages of one part of the product in each language, at hand or to be fetched when they are first needed. */
export type Words = Record<Language, Part | (() => Promise<{ default: Part }>)>;

/** Values for the {names} of a message. */
export type Params = Record<string, string | number | undefined>;

const sharedWords: Words = { vi: shared, en: () => import("./en.json") };

// Whose words are needed so far, in which language, and what of it is here.
const needed = new Set([sharedWords]);
let speaking: Language = prefs.get().language;
let messages: Part = shared;

/** loadLanguage makes t speak language, with all words that were needed so far. */
export function loadLanguage(language: Language): Promise<void> {
  speaking = language;
  return fetchWords();
}

/** loadWords makes t know these words too, now and after a change of language; shared words are always among them. */
export function loadWords(words: readonly Words[]): Promise<void> {
  for (const part of words) needed.add(part);
  return fetchWords();
}

/** fetchWords reads what is needed, once more when that or the language has changed meanwhile. */
async function fetchWords(): Promise<void> {
  for (;;) {
    const [language, parts] = [speaking, [...needed]];
    const read = await Promise.all(parts.map((part) => partOf(part[language])));
    if (language !== speaking || parts.length !== needed.size) continue;
    messages = Object.assign({}, ...read);
    return;
  }
}

async function partOf(words: Words[Language]): Promise<Part> {
  return typeof words === "function" ? (await words()).default : words;
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
