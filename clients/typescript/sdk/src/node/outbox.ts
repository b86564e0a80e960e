/** What a conversation has to say, in order, until it is answered. */

import { canceled, failure, isTransient } from "../errors.js";
import { Code } from "../grpc/code.js";
import type { ChatError } from "../types.js";
import type { Frame, Line, Outgoing } from "./line.js";

/** How many requests are on their way at a time. */
const MOST_ASKED = 64;
/** No text that the server takes makes a frame of so many bytes. One that does would end the stream, again and again. */
const MOST_BYTES = 64 * 1024;

interface Request {
  readonly outgoing: Outgoing;
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: ChatError) => void;
  /** On the stream that is open now, and not answered. */
  sent: boolean;
}

export class Outbox {
  readonly #line: Line;
  readonly #drained: () => void;
  /** In the order of the calls; the first of them are on their way. */
  readonly #requests: Request[] = [];
  /** The server wants to be left alone until then, by a clock that nobody sets. What it has refused waits, and all behind it. */
  #heldUntil: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** After one, requests go one by one until none is left: none shall be taken while the one before it is refused. */
  #careful = false;

  constructor(line: Line, drained: () => void) {
    this.#line = line;
    this.#drained = drained;
  }

  get empty(): boolean {
    return this.#requests.length === 0;
  }

  ask(outgoing: Outgoing, signal: AbortSignal | undefined): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const leave = () => reject(canceled("the wait was canceled; what was asked for is done all the same"));
      if (signal?.aborted) return leave();
      if (outgoing.bytes.length > MOST_BYTES) {
        const description = "the text has at most 16 KiB, the client_message_id 64 characters";
        return reject(failure(Code.InvalidArgument, description, "MESSAGE_TOO_LONG", [{ field: "message", description }]));
      }
      signal?.addEventListener("abort", leave);
      const answered =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener("abort", leave);
          settle(value);
        };
      this.#requests.push({ outgoing, resolve: answered(resolve), reject: answered(reject), sent: false });
      this.#flush();
    });
  }

  /** Nothing of what was sent on an earlier stream will be answered. */
  opened(): void {
    for (const request of this.#requests) request.sent = false;
    this.#flush();
  }

  abandon(error: ChatError): void {
    clearTimeout(this.#timer);
    for (const request of this.#requests.splice(0)) request.reject(error);
    this.#drained();
  }

  #flush(): void {
    if (this.#heldUntil !== undefined) {
      if (performance.now() < this.#heldUntil || this.#requests.some(({ sent }) => sent)) return;
      this.#heldUntil = undefined;
    }
    for (const request of this.#requests.slice(0, this.#careful ? 1 : MOST_ASKED)) {
      if (request.sent) continue;
      if (!this.#line.ask(request.outgoing, (answer) => this.#answered(request, answer))) return;
      request.sent = true;
    }
  }

  #answered(request: Request, answer: Frame | ChatError): void {
    const index = this.#requests.indexOf(request);
    if (index < 0) return;
    // Only what says when to try again is tried again.
    if (answer instanceof Error && isTransient(answer) && answer.retryAfterMs !== undefined) {
      request.sent = false;
      this.#hold(answer.retryAfterMs);
      return;
    }
    this.#requests.splice(index, 1);
    if (answer instanceof Error) request.reject(answer);
    else request.resolve(answer);
    if (this.empty) {
      this.#careful = false;
      this.#drained();
    }
    this.#flush();
  }

  #hold(retryAfterMs: number): void {
    this.#careful = true;
    // Not all clients that were refused in the same instant come back in the same. Many messages that are refused together are one reason to wait.
    const wait = retryAfterMs + (this.#heldUntil === undefined ? this.#line.backoff(0) : 0);
    this.#heldUntil = Math.max(this.#heldUntil ?? 0, performance.now() + wait);
    clearTimeout(this.#timer);
    const over = () => {
      // Timers are early by some milliseconds now and then, by the other clock: what the timer says holds.
      this.#heldUntil = 0;
      this.#flush();
    };
    this.#timer = setTimeout(over, this.#heldUntil - performance.now());
  }
}
