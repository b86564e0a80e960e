import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["*/test/**/*.test.{ts,tsx}", "*/src/**/*.test.{ts,tsx}"], testTimeout: 20_000, hookTimeout: 60_000 },
});
