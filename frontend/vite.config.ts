import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where `npm run dev` finds a running congvu; the built app is served by the binary itself.
const backend = process.env.CONGVU_DEV_BACKEND ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // public/.gitkeep is copied too: the folder is embedded by Go and must exist before the first build.
  build: { target: "es2022", manifest: true },
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
