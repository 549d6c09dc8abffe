// "#" at the beginning or after a blank, and the words typed behind it up to the end of the text.
const hash = /(^|\s)#([^#]*)$/;

/** hashQuery returns what is typed behind "#" at the end of a text, undefined when nothing is being looked for. */
export function hashQuery(text: string): string | undefined {
  return hash.exec(text)?.[2];
}

/** withoutHash returns the text without "#" and what was typed behind it. */
export function withoutHash(text: string): string {
  return text.replace(hash, "$1");
}
