/** The stories' runs: on SQLite, and once more over MariaDB where with-services.sh has started one. */

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "stories",
  // Ten thousand messages take over a minute.
  testIgnore: process.env["FULL"] ? [] : ["long.spec.ts"],
  outputDir: "../../target/e2e/results",
  // Two cores: a browser, a server and the runner take them.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // On a machine that does other things as well, a browser can be late once. What passes only then is called flaky in the list.
  retries: 1,
  reporter: [["list"]],
  use: {
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    locale: "en-GB",
    trace: "on-first-retry",
  },
});
