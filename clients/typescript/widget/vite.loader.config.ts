/** The loader: one classic script without imports, so that one line embeds it. */
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  resolve: { conditions: ["@supportchat/source", ...defaultClientConditions] },
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: "../dist",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: "src/loader/loader.ts", formats: ["iife"], name: "supportchatLoader", fileName: () => "widget.js" },
  },
});
