import { defineConfig } from "vitest/config";

/** The SDK's sources, as what is built here has them. */
const conditions = ["@supportchat/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["*/test/**/*.test.{ts,tsx}", "*/src/**/*.test.{ts,tsx}"], testTimeout: 20_000, hookTimeout: 60_000 },
});
