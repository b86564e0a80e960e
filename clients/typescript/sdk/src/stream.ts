/** Keeps one stream open: reconnects with back-off, notices a dead line, and says how the line stands. */

import { backoff } from "./backoff.js";
import { isTransient, toChatError } from "./errors.js";
import type { ServerFrame, SubscribeResponse } from "./gen/supportchat/v1/chat_pb.js";
import { Code } from "./grpc/code.js";
import type { ChatError, Connection } from "./types.js";

/** A stream on which nothing was heard for so long is doubted. */
const IDLE_MS = 20_000;
const PROBE_TIMEOUT_MS = 6000;
/** A stream is open once the server has said welcome; how long that may take. */
const WELCOME_MS = 10_000;
/** A stream that lived so long was a good one: the next failure is a first one. */
const STABLE_MS = 10_000;
/** The server says nothing on an idle stream, so something between may have dropped it unheard, even while it lets other calls pass. */
const RENEW_MS = 240_000;
/** How long to wait after a refusal that another try will hardly change. */
const REFUSED_MS = 300_000;

export interface LineOptions {
  readonly open: (signal: AbortSignal) => AsyncIterable<SubscribeResponse>;
  /** Whether the server answers anything. */
  readonly probe: (timeoutMs: number) => Promise<boolean>;
  readonly onFrame: (frame: ServerFrame["frame"]) => void;
  readonly onState: (connection: Connection) => void;
  /** The server refuses the stream. Resolves to whether it makes sense to try again soon. */
  readonly onRefused: (error: ChatError) => Promise<boolean>;
  readonly random?: () => number;
}

/** How a stream ended. */
interface End {
  readonly error?: ChatError;
  readonly leaveAfterMs?: number;
}

interface Stream {
  readonly abort: AbortController;
  readonly welcome: Promise<void>;
  readonly ended: Promise<End>;
}

export class Line {
  readonly #options: LineOptions;
  #running = 0;
  #failures = 0;
  #streams = new Set<Stream>();
  #heard = 0;
  #opened = 0;
  #downSince: number | undefined;
  #wake: (() => void) | undefined;
  #change: (() => void) | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #probing = false;
  /** What is asked for has changed since the newest stream was opened. */
  #stale = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#watch) return;
    this.#watch = setInterval(() => this.#check(), 5000);
    this.#failures = 0;
    this.#options.onState({ status: "connecting" });
    void this.#run(++this.#running);
  }

  stop(): void {
    this.#running++;
    clearInterval(this.#watch);
    this.#watch = undefined;
    this.#abortAll();
    this.#wake?.();
  }

  /** Opens a new stream, then closes the old one: for when what is asked for has changed. */
  renew(): void {
    this.#stale = true;
    this.#change?.();
  }

  /** Tries at once, if the line is down; makes sure of it, if it is up. */
  nudge(): void {
    if (this.#wake) {
      this.#failures = 0;
      this.#wake();
    } else {
      this.doubt();
    }
  }

  /** Something hints that the line is dead: if nothing answers, it is. */
  doubt(): void {
    if (this.#probing || this.#streams.size === 0) return;
    this.#probing = true;
    const heard = this.#heard;
    void this.#options.probe(PROBE_TIMEOUT_MS).then((reachable) => {
      this.#probing = false;
      if (reachable || this.#heard !== heard) this.#heard = Math.max(this.#heard, Date.now() - IDLE_MS / 2);
      else this.#abortAll();
    });
  }

  #check(): void {
    const now = Date.now();
    if (this.#opened > 0 && now - this.#opened > RENEW_MS && now - this.#heard > IDLE_MS / 2) this.renew();
    if (now - this.#heard > IDLE_MS) this.doubt();
  }

  #abortAll(): void {
    for (const stream of this.#streams) stream.abort.abort();
  }

  async #run(run: number): Promise<void> {
    let stream = this.#open();
    while (run === this.#running) {
      const changed = new Promise<"change">((resolve) => {
        this.#change = () => resolve("change");
        if (this.#stale) resolve("change");
      });
      const event = await Promise.race([stream.ended, changed]);
      if (run !== this.#running) return;
      if (event === "change") {
        const next = this.#open();
        await Promise.race([next.welcome, next.ended]);
        stream.abort.abort();
        stream = next;
        continue;
      }
      await this.#pause(event, run);
      if (run !== this.#running) return;
      // While a line that is down is tried again it stays down, so that a notice about it does not blink.
      if (this.#downSince === undefined) this.#options.onState({ status: "connecting" });
      stream = this.#open();
    }
  }

  /** Waits as long as the end of the stream asks for, or until somebody knows better. */
  async #pause(end: End, run: number): Promise<void> {
    const now = Date.now();
    if (this.#opened > 0 && now - this.#opened > STABLE_MS) this.#failures = 0;
    this.#opened = 0;
    let delay = end.leaveAfterMs ?? Math.max(backoff(this.#failures++, this.#options.random), end.error?.retryAfterMs ?? 0);
    if (end.error && !isTransient(end.error)) {
      const soon = await this.#options.onRefused(end.error);
      if (run !== this.#running) return;
      if (!soon) delay = REFUSED_MS;
    }
    this.#downSince ??= now;
    this.#options.onState(
      end.leaveAfterMs === undefined ? { status: "offline", since: this.#downSince, retryAt: now + delay } : { status: "connecting" },
    );
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #open(): Stream {
    this.#stale = false;
    const abort = new AbortController();
    let welcome = () => {};
    const welcomed = new Promise<void>((resolve) => {
      welcome = resolve;
    });
    // After an abort the stream's own end may be late: the abort is the end.
    const aborted = new Promise<End>((resolve) => abort.signal.addEventListener("abort", () => resolve({})));
    const stream: Stream = { abort, welcome: welcomed, ended: Promise.race([this.#read(abort, welcome), aborted]) };
    this.#streams.add(stream);
    void stream.ended.then(() => this.#streams.delete(stream));
    return stream;
  }

  async #read(abort: AbortController, welcome: () => void): Promise<End> {
    const { signal } = abort;
    const timer = setTimeout(() => abort.abort(), WELCOME_MS);
    try {
      for await (const { frame } of this.#options.open(signal)) {
        if (signal.aborted) return {};
        this.#heard = Date.now();
        const said = frame?.frame;
        if (said?.case === "leave") return { leaveAfterMs: said.value.reconnectAfterMs };
        if (said?.case === "welcome") {
          clearTimeout(timer);
          this.#opened = Date.now();
          this.#downSince = undefined;
          welcome();
          this.#options.onState({ status: "online" });
        }
        if (said?.case) this.#options.onFrame(said);
      }
      return {};
    } catch (thrown) {
      const error = toChatError(thrown);
      return signal.aborted || error.code === Code.Canceled ? {} : { error };
    } finally {
      clearTimeout(timer);
    }
  }
}
