import { defineConfig } from "@playwright/test";

// Two files at a time, each with a product and a database of its own: half the time of one after another on two cores.
export default defineConfig({
  testDir: ".",
  globalSetup: "./sample.ts",
  workers: 2,
  // Bounds for a screen that never comes, not for a slow machine: how fast one comes is measured by make bench-screen.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  outputDir: "../test-results",
  // No trace unless asked for (--trace retain-on-failure): recording one costs a third of the browser's time.
  use: {
    browserName: "chromium",
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    viewport: { width: 1440, height: 900 },
    // Keeping the whole app on each browser of each file would cost more than what is tested; offline.spec.ts allows them.
    serviceWorkers: "block",
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
