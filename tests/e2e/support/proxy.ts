/** A line between the browser and the server that can be cut, held and slowed: a TCP proxy, so that what breaks is real. */

import { createServer, connect, type Server as Listener, type Socket } from "node:net";

export class Proxy {
  readonly url: string;
  readonly #target: URL;
  readonly #port: number;
  #listener: Listener | undefined;
  readonly #sockets = new Set<Socket>();
  #held = false;

  private constructor(port: number, target: string) {
    this.#port = port;
    this.#target = new URL(target);
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(port: number, target: string): Promise<Proxy> {
    const proxy = new Proxy(port, target);
    await proxy.restore();
    return proxy;
  }

  /** Nothing answers any more, and what was open breaks. */
  async cut(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    if (listener !== undefined) await new Promise<void>((done) => listener.close(() => done()));
  }

  /** The line is there again. */
  async restore(): Promise<void> {
    this.#held = false;
    for (const socket of this.#sockets) socket.resume();
    if (this.#listener !== undefined) return;
    const listener = createServer((client) => this.#accept(client));
    this.#listener = listener;
    await new Promise<void>((done, fail) => {
      listener.once("error", fail);
      listener.listen(this.#port, "127.0.0.1", done);
    });
  }

  /** Half open: connections stay, and no byte moves in either direction. */
  hold(): void {
    this.#held = true;
    for (const socket of this.#sockets) socket.pause();
  }

  #accept(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on("data", (bytes) => {
        if (!to.write(bytes)) {
          from.pause();
          to.once("drain", () => this.#held || from.resume());
        }
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#held) from.pause();
    }
  }
}
