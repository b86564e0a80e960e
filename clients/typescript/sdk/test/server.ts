/** The real server, for tests: `SUPPORTCHAT_BIN` names the program. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Demo {
  readonly url: string;
  readonly site: string;
  readonly agent_email: string;
  readonly agent_password: string;
  readonly api_key: string;
}

export class Server {
  readonly #program: string;
  readonly #dir = mkdtempSync(join(tmpdir(), "supportchat-sdk-"));
  readonly #port: number;
  #child: ChildProcess | undefined;
  #output = "";

  private constructor(program: string, port: number) {
    this.#program = program;
    this.#port = port;
  }

  static async start(): Promise<Server> {
    const program = process.env["SUPPORTCHAT_BIN"];
    if (!program || !existsSync(program)) throw new Error(`SUPPORTCHAT_BIN must name the built server; it is ${program}`);
    const server = new Server(program, await freePort());
    await server.run();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get demo(): Demo {
    return JSON.parse(readFileSync(join(this.#dir, "demo.json"), "utf8"));
  }

  /** Starts it, and waits until it is ready. */
  async run(): Promise<void> {
    const env = { ...process.env, SUPPORTCHAT_DATA_DIR: this.#dir, SUPPORTCHAT_LISTEN: `127.0.0.1:${this.#port}` };
    const child = spawn(this.#program, ["demo"], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        this.#output += data;
      });
    }
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${this.#output}`);
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
      await sleep(100);
    }
    throw new Error(`the server does not become ready: ${this.#output}`);
  }

  /** Ends it at once, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something holds. */
export async function until(what: string, holds: () => boolean, timeoutMs = 15_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`it never happened: ${what}`);
    await sleep(10);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
