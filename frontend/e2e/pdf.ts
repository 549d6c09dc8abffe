// The text of a PDF as Chromium writes it, page by page: enough of the format to read what was printed.
import { inflateSync } from "node:zlib";

// textOf returns the text of each page without spaces: a word is written in pieces where it changes its font.
export function textOf(pdf: Buffer): string[] {
  const raw = pdf.toString("latin1");
  const objects = new Map<string, string>();
  for (const [, id = "", body = ""] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) objects.set(id, body);
  const streamOf = (id: string): string => {
    const body = objects.get(id) ?? "";
    const at = body.indexOf("stream\n");
    if (at === -1) return "";
    const data = Buffer.from(body.slice(at + 7, body.lastIndexOf("\nendstream")), "latin1");
    return body.slice(0, at).includes("FlateDecode") ? inflateSync(data).toString("latin1") : data.toString("latin1");
  };
  const fonts = new Map<string, Font>();
  const fontOf = (id: string): Font => {
    const known = fonts.get(id) ?? readFont(objects.get(id) ?? "", streamOf);
    fonts.set(id, known);
    return known;
  };
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/.test(body) && /\/Contents \d+ 0 R/.test(body))
    .map((page) => {
      const used = /\/Font <<([\s\S]*?)>>/.exec(page)?.[1] ?? "";
      const names = new Map([...used.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [name, id]));
      const contents = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? "";
      return pageText(streamOf(contents), (name) => fontOf(names.get(name) ?? ""));
    });
}

interface Font {
  /** How many bytes a letter takes. */
  bytes: 1 | 2;
  letters: Map<number, string>;
}

function readFont(body: string, streamOf: (id: string) => string): Font {
  const map = streamOf(/\/ToUnicode (\d+) 0 R/.exec(body)?.[1] ?? "");
  const letters = new Map<number, string>();
  for (const [, part = ""] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", text = ""] of part.matchAll(/<(\w+)> <(\w+)>/g))
      letters.set(Number.parseInt(code, 16), utf16(text));
  }
  for (const [, part = ""] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", to = "", text = ""] of part.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const [first, last, letter] = [from, to, text].map((hex) => Number.parseInt(hex, 16)) as [number, number, number];
      for (let code = first; code <= last; code++) letters.set(code, String.fromCodePoint(letter + code - first));
    }
  }
  return { bytes: /\/Subtype \/Type0/.test(body) ? 2 : 1, letters };
}

function utf16(hex: string): string {
  return Buffer.from(hex, "hex").swap16().toString("utf16le");
}

// squeezed is a text as textOf returns it, to be looked for there.
export function squeezed(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, "");
}

function pageText(content: string, fontOf: (name: string) => Font): string {
  let font: Font | undefined;
  let text = "";
  const write = (bytes: Buffer) => {
    const size = font?.bytes ?? 1;
    for (let i = 0; i + size <= bytes.length; i += size) text += font?.letters.get(bytes.readUIntBE(i, size)) ?? "";
  };
  // A font, a string in hexadecimals or in brackets.
  const tokens = /\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]*)>|\(((?:\\[\s\S]|[^\\()])*)\)/g;
  for (const [, name, hex, literal] of content.matchAll(tokens)) {
    if (name !== undefined) font = fontOf(name);
    else if (hex !== undefined) write(Buffer.from(hex, "hex"));
    else if (literal !== undefined) write(Buffer.from(unescaped(literal), "latin1"));
  }
  return squeezed(text);
}

function unescaped(literal: string): string {
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  return literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, what: string) =>
    /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8)) : (named[what] ?? what),
  );
}
