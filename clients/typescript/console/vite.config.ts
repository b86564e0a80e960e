import { defineConfig } from "vite";

export default defineConfig({
  base: "/console/",
  // Rolldown's own JSX transform; preact needs no plugin for it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022" },
});
