import { defaultClientConditions, defineConfig } from "vite";

/** A supportchat server for development; the page and the API then have one origin, as they have in production. */
const server = process.env.SUPPORTCHAT_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/console/",
  resolve: { conditions: ["@supportchat/source", ...defaultClientConditions] },
  // Rolldown's own JSX transform; preact needs no plugin for it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "../dist/console",
    emptyOutDir: true,
    // The page's policy allows no inline script or style, and data: for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "^/(supportchat\\.v1\\.|attachments|chat_sessions|messages|visitor|agent|widget|sites)": server } },
});
