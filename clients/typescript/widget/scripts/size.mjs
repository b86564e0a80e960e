/**
 * Fails when the loader or the panel has become too big. The panel counts with everything that it needs before a message can be sent: the page, its styles, the entry and
 * whatever that imports, and one language.
 */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMITS = { loader: 2_048, panel: 60_000 };
const dist = new URL("../../dist/", import.meta.url).pathname;
const gzip = (path) => gzipSync(readFileSync(`${dist}${path}`), { level: 9 }).length;

const page = readFileSync(`${dist}widget/index.html`, "utf8");
const needed = new Set(["widget/index.html"]);
const add = (path) => {
  if (needed.has(path)) return;
  needed.add(path);
  const text = readFileSync(`${dist}${path}`, "utf8");
  // Static imports only; `import(...)` is for later.
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g)) add(`widget/assets/${name}`);
};
for (const [, name] of page.matchAll(/(?:src|href)="(?:\.|\/widget)\/(assets\/[^"]+)"/g)) add(`widget/${name}`);
const assets = readdirSync(`${dist}widget/assets`);
const languages = assets.filter((name) => /^(ar|de|es|fr)-[^.]+\.js$/.test(name)).map((name) => `widget/assets/${name}`);
if (needed.size < 3 || languages.length !== 4) throw new Error(`found only ${[...needed]} and the languages ${languages}`);
add(languages.sort((a, b) => gzip(b) - gzip(a))[0]);

const sizes = { loader: gzip("widget.js"), panel: [...needed].reduce((sum, path) => sum + gzip(path), 0) };
for (const path of needed) console.log(`${String(gzip(path)).padStart(7)}  ${path}`);
for (const [name, size] of Object.entries(sizes)) {
  console.log(`${String(size).padStart(7)}  ${name}, of ${LIMITS[name]} bytes gzip`);
  if (size > LIMITS[name]) process.exitCode = 1;
}
