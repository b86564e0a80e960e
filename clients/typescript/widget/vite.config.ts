/** The panel: a page with hashed assets. */
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig(({ command }) => ({
  base: command === "build" ? "./" : "/widget/",
  // Rolldown's own JSX transform; preact needs no plugin for it.
  oxc: { jsx: { runtime: "automatic" as const, importSource: "preact" } },
  resolve: { conditions: ["@supportchat/source", ...defaultClientConditions] },
  publicDir: false as const,
  logLevel: command === "build" ? ("warn" as const) : ("info" as const),
  build: {
    target: "es2022",
    outDir: "../dist/widget",
    emptyOutDir: true,
    // A data: URL in a script or a style would need a wider CSP.
    assetsInlineLimit: 0,
    // One style sheet, and no code that loads others.
    cssCodeSplit: false,
    modulePreload: false as const,
    // What the lazy chunks share with the entry stays in it: one file compresses better than four.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "panel", test: (id: string) => !/[\\/](locales[\\/](?!en)|emoji|rating|transcript)/.test(id) }] } },
    },
  },
}));
