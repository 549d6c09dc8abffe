// Fails the build when the first screen (sign-in and desk) needs more than 200 KB of compressed script: people work over
// weak lines. It follows the static imports of the entry, the catalogue and the desk in Vite's manifest.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 200 * 1024;
const words = [
  "shared/i18n",
  "features/session/i18n",
  "features/desk/i18n",
  "features/task/i18n",
  "features/inbox/i18n",
];
const firstScreen = ["index.html", "src/features/desk/pages/DeskPage.tsx", ...words.map((at) => `src/${at}/vi.json`)];

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const files = new Set();

function follow(name) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`check-size: ${name} is not in the manifest`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) follow(imported);
}

for (const name of firstScreen) follow(name);
const total = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length, 0);
console.log(`first screen: ${(total / 1024).toFixed(1)} KB of script compressed (at most ${limit / 1024})`);
if (total > limit) process.exit(1);
