import { defineConfig } from "@playwright/test";
import e2e from "../e2e/playwright.config";

// The browser of the tests, other files: what is measured here fails nothing, it is printed.
export default defineConfig({
  ...e2e,
  testDir: ".",
  testMatch: "bench-screen.ts",
  globalSetup: "../e2e/sample.ts",
  use: { ...e2e.use, trace: "off" },
});
