/** The loader: one classic script without imports, so that one line embeds it. */
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: "../dist",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: "src/loader/loader.ts", formats: ["iife"], name: "supportchatLoader", fileName: () => "widget.js" },
  },
});
