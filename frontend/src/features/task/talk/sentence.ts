import { fold } from "@/shared/format/name";

// A sentence longer than this is cut around the word.
const longest = 240;

/** sentenceWith returns the sentence of a text in which most words of q stand, without diacritics too. */
export function sentenceWith(text: string, q: string): string {
  const words = fold(q)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const sentences = text.match(/[^.!?\n]+[.!?]*/g) ?? [text];
  const count = (one: string) => words.filter((word) => fold(one).includes(word)).length;
  const best = sentences.reduce((found, one) => (count(one) > count(found) ? one : found)).trim();
  const letters = [...best];
  if (letters.length <= longest) return best;
  // A folded text is as long as what it was made of but for its marks, which composed letters have within them.
  const at = Math.max(0, fold(best).indexOf(words[0] ?? "") - 60);
  return `${at > 0 ? "…" : ""}${letters
    .slice(at, at + longest)
    .join("")
    .trim()}…`;
}
