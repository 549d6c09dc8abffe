import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it, vi } from "vitest";
import { sessionWords } from "@/features/session/words";
import type { Me } from "@/shared/api/types";
import type { Words } from "@/shared/i18n";
import { catalogue } from "@/shared/i18n/everyWord";
import shared from "@/shared/i18n/vi.json";
import { features } from "./features";

// Every file of a feature is read, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const every: Record<string, unknown> = catalogue("vi");
const known = Object.keys(every);
const read = async (words: Words[]) =>
  Object.assign(
    {},
    ...(await Promise.all(
      words.map(async ({ vi: words }) => (typeof words === "function" ? (await words()).default : words)),
    )),
  );

/** reach adds a file of src and every file that it imports, lazily too. */
function reach(file: string, found: Map<string, string>): void {
  if (found.has(file)) return;
  const text = readFileSync(file, "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
  found.set(file, text);
  for (const [, name = ""] of text.matchAll(/(?:from|import\()\s*"((?:\.|@\/)[^"]+)"/g)) {
    const base = name.startsWith("@/") ? join("src", name.slice(2)) : join(dirname(file), name);
    const path = [".ts", ".tsx", "/index.ts"].map((ending) => base + ending).find((path) => exists(path));
    if (path !== undefined) reach(path, found);
  }
}

function exists(path: string): boolean {
  try {
    readFileSync(resolve(path));
    return true;
  } catch {
    return false;
  }
}

const names = [
  "desk",
  "follow",
  "task",
  "incoming",
  "diary",
  "workplace",
  "evaluation",
  "inbox",
  "people",
  "substitute",
  "unit",
  "account",
  "importer",
  "catalogue",
  "admin",
  "calendar",
  "setup",
];

it("lists the features this test knows by their folders", () => {
  expect(features).toHaveLength(names.length);
});

it.each(names.map((name, i) => [name, features[i]] as const))(
  "fetches with the pages of %s every word they speak",
  async (name, feature) => {
    const has: Record<string, string> = {
      ...shared,
      ...(await read([sessionWords])),
      ...(await read(feature?.words ?? [])),
    };
    const files = new Map<string, string>();
    reach(join("src", "features", name, "feature.ts"), files);
    // Pages before sign-in are no routes: Gate opens them.
    reach(join("src", "features", name, "screens.ts"), files);
    expect(files.size).toBeGreaterThan(5);
    // A part that is shown to few brings its own words with it.
    for (const text of files.values()) {
      for (const [, part = ""] of text.matchAll(/partOf\((\w+), async \(\) => \(await import\("@\/features\/\1\//g)) {
        Object.assign(has, await read(features[names.indexOf(part)]?.words ?? []));
      }
    }
    const missing = [...files].flatMap(([file, text]) =>
      [...text.matchAll(/"([\w.]+)"/g), ...text.matchAll(/\btx?\(\s*`([\w.]+\.)\$\{/g)].flatMap(([, word = ""]) => {
        const spoken = word.endsWith(".") ? known.filter((key) => key.startsWith(word)) : word in every ? [word] : [];
        return spoken.filter((key) => !(key in has)).map((key) => `${file}: ${key}`);
      }),
    );
    expect(missing).toEqual([]);
  },
);

it("gives each page of the navigation letters of its own", () => {
  const keys = features.flatMap(({ nav = [] }) => nav.map((item) => item.keys));
  expect(keys.filter((one, i) => keys.indexOf(one) !== i)).toEqual([]);
});

// Whom each page of the navigation serves, by the only role somebody has: the rest of the columns sees nothing of it.
const roles = ["head", "deputy", "officer", "clerk", "monitor", "inspector", "hr", "admin"] as const;
type Role = (typeof roles)[number];
const allWork = roles.filter((role) => role !== "admin");
const serves: Record<string, readonly Role[]> = {
  "/": roles,
  "/waiting": allWork,
  "/follow": ["head", "deputy", "monitor", "inspector"],
  "/tasks": allWork,
  "/incoming": ["head", "deputy", "clerk", "monitor", "inspector"],
  "/conclusions": allWork,
  "/diary": allWork,
  "/workplace": allWork,
  "/evaluation": allWork,
  "/inbox": roles,
  "/people": ["head", "deputy", "hr", "admin"],
  "/units": ["head", "deputy", "hr", "admin"],
  "/accounts": ["hr", "admin"],
  "/import": ["hr", "admin"],
  "/catalogue": ["hr", "admin"], // and who leads the whole agency
  "/admin": ["admin"],
  "/reminders": ["admin"],
  "/system-log": ["inspector", "admin"],
  "/calendar": ["admin"],
};

it("shows each role the pages that serve it", () => {
  const found = Object.fromEntries(
    features.flatMap(({ nav = [] }) =>
      nav.map(({ to, shown }) => [to, roles.filter((role) => shown?.(only(role)) ?? true)]),
    ),
  );
  expect(found).toEqual(serves);
});

/** only is somebody whose one post has a role. */
function only(role: Role): Me {
  const leads = role === "head" || role === "deputy";
  const unit = { id: "u", name: "Phòng", shortName: "P" };
  return {
    roles: [role],
    appointments: [{ role, unit }],
    reach: { leads: leads ? ["u"] : [], scores: leads || role === "hr" ? ["u"] : [] },
    can: { assign: leads, team: leads, score: leads, closePeriods: role === "hr", confirmPeriods: role === "hr" },
    unit,
    unitPath: [{ id: "top", name: "Ủy ban", shortName: "UB" }, unit],
  } as unknown as Me;
}
