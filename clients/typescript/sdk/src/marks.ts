/** Tells how far this client has received and read a session: seldom, upwards only, and again when a try was lost. */

import { isTransient, toChatError } from "./errors.js";

const DEBOUNCE_MS = 200;

export class MarksTeller {
  readonly #tell: (kind: "delivered" | "read", seq: number) => Promise<unknown>;
  readonly #wanted = { delivered: 0, read: 0 };
  readonly #told = { delivered: 0, read: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (kind: "delivered" | "read", seq: number) => Promise<unknown>) {
    this.#tell = tell;
  }

  want(kind: "delivered" | "read", seq: number): void {
    if (seq <= this.#wanted[kind]) return;
    this.#wanted[kind] = seq;
    this.#timer ??= setTimeout(() => this.flush(), DEBOUNCE_MS);
  }

  /** The server says how far the marks are. */
  known(delivered: number, read: number): void {
    this.#told.delivered = Math.max(this.#told.delivered, delivered);
    this.#told.read = Math.max(this.#told.read, read);
  }

  /** Tells what has not been told; also when the line is back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // What is read is delivered too.
    void this.#flush("read").then(() => this.#flush("delivered"));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #flush(kind: "delivered" | "read"): Promise<void> {
    const seq = this.#wanted[kind];
    const before = this.#told[kind];
    if (seq <= before) return;
    this.known(seq, kind === "read" ? seq : 0);
    try {
      await this.#tell(kind, seq);
    } catch (error) {
      if (isTransient(toChatError(error)) && this.#told[kind] === seq) this.#told[kind] = before;
    }
  }
}
