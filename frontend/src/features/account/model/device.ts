// The first that fits: each browser also names those it descends from.
const browsers = [
  ["Coc Coc", /coc_coc/i],
  ["Edge", /\bEdg/],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS)\//],
  ["Safari", /\bSafari\//],
] as const;
const systems = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["Mac", /Macintosh/],
  ["Linux", /Linux/],
] as const;

/** deviceOf reads the two words by which people know a device from what its browser calls itself. */
export function deviceOf(agent: string): { browser?: string; system?: string } {
  const first = (list: readonly (readonly [string, RegExp])[]) => list.find(([, mark]) => mark.test(agent))?.[0];
  return { browser: first(browsers), system: first(systems) };
}
