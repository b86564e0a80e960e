/** `make trace`: how long a message takes from the key press to the other one's screen. */

import { defineConfig } from "@playwright/test";

import stories from "./playwright.config.ts";

export default defineConfig(stories, { testDir: "trace", workers: 1, timeout: 120_000, use: { ...stories.use, trace: "off" } });
