import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where `npm run dev` finds a running congvu; the built app is served by the binary itself.
const backend = process.env.CONGVU_DEV_BACKEND ?? "http://127.0.0.1:8080";

/** partOf names the file of a module by its feature; words are a file for each language. */
function partOf(id: string): string | null {
  const [, feature, language] = /[\\/]features[\\/](\w+)[\\/](?:i18n[\\/](\w+)\.json)?/.exec(id) ?? [];
  if (feature === undefined) return null;
  return language === undefined ? feature : null;
}

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // public/.gitkeep is copied too: the folder is embedded by Go and must exist before the first build.
  build: {
    target: "es2022",
    manifest: true,
    // A weak line with 150 ms to the server and six requests at a time spends seconds on a hundred small files: the first
    // screen comes in two files, each other part of the product in one, what only dialogs and menus need in one more.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules|vite[\\/]|rolldown/, tags: ["$initial"], priority: 5 },
            // Only who opens a PDF fetches what reads it.
            { name: "pdf", test: /node_modules[\\/]pdfjs-dist/, priority: 6 },
            { name: "first", test: /[\\/]src[\\/].*\.(tsx?|css)$/, tags: ["$initial"], priority: 4 },
            {
              name: "more",
              test: /node_modules|[\\/]src[\\/](app|shared|features[\\/]session)[\\/].*\.(tsx?|css)$/,
              priority: 3,
            },
            { name: partOf, debugName: "features", test: /[\\/]src[\\/]features[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // The backend checks Origin against its own address.
    proxy: { "/api": { target: backend, ws: true, changeOrigin: true, headers: { origin: backend } } },
  },
  // Tests of components begin with `// @vitest-environment jsdom`; the others need no browser and start faster without.
  // Two workers: by itself the runner leaves one of two cores idle.
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/shared/i18n/everyWord.setup.ts"],
    restoreMocks: true,
    pool: "threads",
    maxWorkers: 2,
  },
});
