/** Writes NAME.br and NAME.gz beside every text file: `node compress.mjs PATH...`, folders with all that is in them. The console's build uses it as well. */
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = new Set([".html", ".js", ".mjs", ".css", ".svg", ".json", ".txt", ".map", ".webmanifest"]);

export async function compress(paths) {
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) {
      await compress((await readdir(path)).map((name) => join(path, name)));
    } else if (TEXT.has(extname(path))) {
      const text = await readFile(path);
      const size = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
      await writeFile(`${path}.br`, brotliCompressSync(text, { params: size }));
      await writeFile(`${path}.gz`, gzipSync(text, { level: 9 }));
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await compress(process.argv.slice(2));
