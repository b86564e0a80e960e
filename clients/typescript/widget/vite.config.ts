/** The panel: a page with hashed assets. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/**
 * Leaves out the JSON codec of protobuf, about 10 kB compressed: connect refers to it for its JSON format, and the SDK speaks the binary one. Should anything call it all
 * the same, the stub says so.
 */
function withoutJson(): Plugin {
  const stub = fileURLToPath(new URL("scripts/no-json.js", import.meta.url));
  return {
    name: "without-json",
    apply: "build",
    enforce: "pre",
    resolveId: (source, importer) => (/\/(to|from)-json\.js$/.test(source) && importer?.includes("@bufbuild/protobuf") ? stub : undefined),
  };
}

export default defineConfig(({ command }) => ({
  base: command === "build" ? "./" : "/widget/",
  plugins: [withoutJson()],
  // Rolldown's own JSX transform; preact needs no plugin for it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  publicDir: false,
  logLevel: command === "build" ? "warn" : "info",
  build: {
    target: "es2022",
    outDir: "../dist/widget",
    emptyOutDir: true,
    // A data: URL in a script or a style would need a wider CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
}));
