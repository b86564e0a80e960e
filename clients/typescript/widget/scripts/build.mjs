/**
 * Builds what the server embeds into ../dist, laid out as it is served: widget.js, widget/ and the demo page. Text is there compressed as well, so that the server
 * need not do it. Names under assets/ have a hash of what is in them and can be cached for ever; the others cannot.
 */
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { build } from "vite";
import { compress } from "./compress.mjs";

const dist = new URL("../../dist/", import.meta.url).pathname;

for (const name of ["widget", "demo", "widget.js", "index.html"]) {
  for (const suffix of ["", ".br", ".gz"]) await rm(`${dist}${name}${suffix}`, { recursive: true, force: true });
}
await mkdir(dist, { recursive: true });
await build({ configFile: "vite.config.ts" });
await build({ configFile: "vite.loader.config.ts" });
await cp("demo", `${dist}demo`, { recursive: true });
await rename(`${dist}demo/index.html`, `${dist}index.html`);
await compress([`${dist}widget`, `${dist}demo`, `${dist}widget.js`, `${dist}index.html`]);
