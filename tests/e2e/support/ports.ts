/** Free ports on this machine. */

import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port that nothing listens on: above those that Chromium refuses, and below those that the kernel takes for connections, of which one could have it while a server restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_100, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}
