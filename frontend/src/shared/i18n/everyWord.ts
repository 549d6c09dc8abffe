import type { Language } from "@/shared/prefs/prefs";

// Only tests import this: the app fetches the words of a feature with its pages.
const files = import.meta.glob<Record<string, string>>(
  ["./{vi,en}.json", "/src/features/*/i18n/{,pages_}{vi,en}.json"],
  {
    eager: true,
    import: "default",
  },
);

/** everyPart returns the words of each part of the product, the shared ones among them. */
export function everyPart(language: Language): Record<string, string>[] {
  return Object.entries(files).flatMap(([file, words]) => (file.endsWith(`${language}.json`) ? [words] : []));
}

/** catalogue joins them. */
export function catalogue(language: Language): Record<string, string> {
  return Object.assign({}, ...everyPart(language));
}
