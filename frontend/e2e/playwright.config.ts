import { defineConfig } from "@playwright/test";

// Files run one after another in one worker: two cores also carry the product, its database and the browser.
export default defineConfig({
  testDir: ".",
  globalSetup: "./sample.ts",
  workers: 1,
  // Bounds for a screen that never comes, not for a slow machine: how fast one comes is measured by make bench-screen.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  outputDir: "../test-results",
  use: {
    browserName: "chromium",
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
