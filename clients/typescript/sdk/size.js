/** What the SDK costs a visitor's browser: bundles what a widget imports of it and measures. */

import { gzipSync } from "node:zlib";
import { build, defaultClientConditions } from "vite";

/** The panel may have 60 kB with everything in it; Preact and the panel itself need their share. */
const BUDGET = 23_000;

const entry = "virtual:entry";
const result = await build({
  configFile: false,
  logLevel: "warn",
  root: import.meta.dirname,
  resolve: { conditions: ["@supportchat/source", ...defaultClientConditions] },
  plugins: [
    {
      name: "entry",
      resolveId: (id) => (id === entry ? id : undefined),
      load: (id) => (id === entry ? 'export { createVisitorClient, indexedDbStore, remoteStore } from "@supportchat/sdk";' : undefined),
    },
  ],
  build: { write: false, target: "es2022", rolldownOptions: { input: entry, preserveEntrySignatures: "strict" } },
});
const { code } = result.output[0];
const size = gzipSync(code, { level: 9 }).length;
console.log(`sdk for visitors: ${code.length} bytes, ${size} gzip (at most ${BUDGET})`);
if (process.env.KEEP) (await import("node:fs")).writeFileSync(process.env.KEEP, code);
if (size > BUDGET) process.exit(1);
