/** A company's own site: pages on another origin than the chat server, with the headers that a story asks for. */

import { createServer, type Server as Listener } from "node:http";

import { freePort } from "./ports.ts";

export interface HostPage {
  readonly body: string;
  readonly headers?: Record<string, string>;
  readonly script?: string;
}

export class Host {
  /** `localhost` is another site than 127.0.0.1, as browsers count. */
  readonly url: string;
  readonly #listener: Listener;

  private constructor(port: number, listener: Listener) {
    this.url = `http://localhost:${port}`;
    this.#listener = listener;
  }

  /** Serves the page at `/`, and its script, if any, at `/page.js`. */
  static async start(page: HostPage): Promise<Host> {
    const port = await freePort();
    const listener = createServer((request, answer) => {
      if (request.url === "/page.js") {
        answer.writeHead(200, { "content-type": "text/javascript" }).end(page.script ?? "");
      } else {
        const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A company</title>${page.body}</html>`;
        answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers }).end(html);
      }
    });
    await new Promise<void>((done) => listener.listen(port, "127.0.0.1", done));
    return new Host(port, listener);
  }

  async close(): Promise<void> {
    this.#listener.closeAllConnections();
    await new Promise<void>((done) => this.#listener.close(() => done()));
  }
}
