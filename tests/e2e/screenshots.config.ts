/** `make screenshots`: every state of the pages, at phone and desktop size, light and dark. */

import { defineConfig } from "@playwright/test";

import stories from "./playwright.config.ts";

export default defineConfig(stories, { testDir: "screenshots", outputDir: "../../target/e2e/screenshots-results", workers: 1, timeout: 120_000 });
