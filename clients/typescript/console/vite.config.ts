import { lean } from "@supportchat/sdk/lean";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/console/",
  // Rolldown's own JSX transform; preact needs no plugin for it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [lean()],
  build: { target: "es2022" },
});
