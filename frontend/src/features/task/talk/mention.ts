import type { PersonRef } from "@/shared/api/types";

/** Named is somebody named in a text by "@" and the whole name. */
export type Named = Pick<PersonRef, "id" | "name">;

/** What stands between "@" and the cursor, and where the "@" is. */
export interface Asked {
  at: number;
  words: string;
}

const longest = 40;

/**
 * askedAt returns the name that is being typed before the cursor, undefined when none is: an "@" at the beginning of a word,
 * and what follows on its line. The name of somebody who is named already asks for nobody.
 */
export function askedAt(text: string, cursor: number, named: Named[]): Asked | undefined {
  const before = text.slice(0, cursor);
  const at = before.lastIndexOf("@");
  if (at < 0 || (at > 0 && !/[\s(]/.test(before.charAt(at - 1)))) return undefined;
  const words = before.slice(at + 1);
  if (words.length > longest || /[\n.,;:!?]/.test(words) || / {2}|^ /.test(words)) return undefined;
  if (named.some(({ name }) => words.startsWith(name))) return undefined;
  return { at, words };
}

/** putName puts somebody's name in the place of what was asked for; cursor is where the text goes on. */
export function putName(text: string, { at, words }: Asked, person: Named): { text: string; cursor: number } {
  const name = `@${person.name} `;
  const rest = text.slice(at + 1 + words.length).replace(/^ /, "");
  return { text: text.slice(0, at) + name + rest, cursor: at + name.length };
}

/** stillNamed are those of people whose name stands in the text: a name that was deleted again names nobody. */
export function stillNamed<P extends Named>(text: string, people: P[]): P[] {
  return people.filter(({ name }) => text.includes(`@${name}`));
}

/** A piece of a comment: plain, or the name of somebody who was named. */
export interface Piece {
  text: string;
  named: boolean;
}

/** piecesOf cuts a comment at the names of those named in it, the longest name first. */
export function piecesOf(text: string, people: Named[]): Piece[] {
  const names = people.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
  if (names.length === 0) return [{ text, named: false }];
  const cut = new RegExp(`(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "u");
  return text
    .split(cut)
    .filter((piece) => piece !== "")
    .map((piece) => ({ text: piece, named: names.includes(piece) }));
}
