/** The real server: the built binary, as an operator runs it, on a database of its own. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./ports.ts";

/** What the demo wrote of itself. */
export interface Demo {
  readonly url: string;
  readonly api_key: string;
  readonly agent_email: string;
  readonly agent_password: string;
  readonly admin_email: string;
  readonly admin_password: string;
}

/** Where `supportchat` is. */
function binary(): string {
  const path = process.env["SUPPORTCHAT_BIN"];
  if (path === undefined || !existsSync(path)) throw new Error("SUPPORTCHAT_BIN names no built server: run `make test`");
  return path;
}

/** No story may be refused for being fast. */
const NO_LIMITS = {
  SUPPORTCHAT_VISITOR_RATE: "0",
  SUPPORTCHAT_AGENT_RATE: "0",
  SUPPORTCHAT_KEY_RATE: "0",
  SUPPORTCHAT_ADDRESS_RATE: "0",
};

export class Server {
  readonly url: string;
  #child: ChildProcess | undefined;
  readonly #directory: string;
  readonly #environment: Record<string, string>;
  readonly #database: string | undefined;

  private constructor(port: number, settings: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#directory = mkdtempSync(join(tmpdir(), "supportchat-e2e-"));
    this.#environment = {
      ...NO_LIMITS,
      SUPPORTCHAT_LISTEN: `127.0.0.1:${port}`,
      SUPPORTCHAT_DATA_DIR: this.#directory,
      ...settings,
    };
    const mysql = process.env["SUPPORTCHAT_E2E_MYSQL_URL"];
    if (mysql !== undefined) {
      this.#database = `e2e_${randomBytes(8).toString("hex")}`;
      sql(mysql, `CREATE DATABASE ${this.#database}`);
      this.#environment["SUPPORTCHAT_DATABASE_URL"] = `${mysql}/${this.#database}`;
    }
  }

  /** Starts a demo. It is ended by {@link Server.close}. */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await freePort(), settings);
    await server.restart();
    return server;
  }

  get demo(): Demo {
    return JSON.parse(readFileSync(join(this.#directory, "demo.json"), "utf8")) as Demo;
  }

  /** Ends the process at once, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  /** Starts it, or starts it again at the same address over the same data. */
  async restart(): Promise<void> {
    await this.kill();
    const env = { PATH: process.env["PATH"] ?? "", SUPPORTCHAT_LOG: "warn", ...this.#environment };
    const child = spawn(binary(), ["demo"], { env, stdio: ["ignore", "ignore", "inherit"] });
    this.#child = child;
    const until = Date.now() + 20_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready && existsSync(join(this.#directory, "demo.json"))) return;
      if (Date.now() > until) throw new Error("the server does not become ready");
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
    const mysql = process.env["SUPPORTCHAT_E2E_MYSQL_URL"];
    if (mysql !== undefined && this.#database !== undefined) sql(mysql, `DROP DATABASE ${this.#database}`);
  }

  /** Calls the REST API with the demo's key, or as somebody else. */
  async call(method: string, path: string, body?: unknown, token?: string): Promise<any> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token ?? this.demo.api_key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  }
}

/** Runs a statement on the server that `make test` started. */
function sql(url: string, statement: string): void {
  const { hostname, port, username, password } = new URL(url);
  const login = [`--host=${hostname}`, `--port=${port}`, `--user=${decodeURIComponent(username)}`];
  execFileSync("mariadb", [...login, "--execute", statement], { env: { ...process.env, MYSQL_PWD: decodeURIComponent(password) } });
}
