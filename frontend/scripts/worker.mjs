// Builds the service worker into dist/sw.js and writes the list of the app's files into it: those of the first screen and of
// every other one, so that each opens without a line. What only the reading of a PDF needs is left out: papers need a line.
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { injectManifest } from "workbox-build";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  resolve: { alias: { "@": here("src") } },
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2022",
    outDir: here("dist"),
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: { input: here("src/sw.ts"), output: { format: "iife", entryFileNames: "sw.js" } },
  },
});
const { count, size, warnings } = await injectManifest({
  swSrc: here("dist/sw.js"),
  swDest: here("dist/sw.js"),
  globDirectory: here("dist"),
  globPatterns: ["index.html", "boot.js", "favicon.svg", "assets/*"],
  globIgnores: ["assets/pdf*"],
  // Names in assets carry a hash of their content: they need no revision, and the browser's own copy serves.
  dontCacheBustURLsMatching: /^assets\//,
});
for (const warning of warnings) console.error(`worker: ${warning}`);
if (warnings.length > 0) process.exit(1);
console.log(`service worker: ${count} files of the app, ${(size / 1024).toFixed(0)} KiB before compression`);
