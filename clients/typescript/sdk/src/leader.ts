/**
 * Which of the tabs holds the one stream. The one that has a Web Lock leads; when it closes, the browser hands the lock to the next. A leader that is
 * frozen keeps its lock: one that says nothing for 10 seconds, even when asked, loses it. Without locks or channels each tab leads itself.
 */

import type { Channel, Platform } from "./platform.js";

const BEAT_MS = 3000;
const ASK_AFTER_MS = 6000;
const TAKE_AFTER_MS = 10_000;
/** Followers do not all reach for the lock at once. */
const TAKE_JITTER_MS = 2000;

export interface TabsOptions {
  readonly name: string;
  readonly platform: Platform;
  /** This tab leads from now on, or no longer. */
  readonly onLead: (leading: boolean) => void;
  readonly onMessage: (message: never) => void;
  /** What the leader says with each beat. */
  readonly beat: () => unknown;
  readonly random?: () => number;
}

/** What the tabs say among themselves about who leads. */
type Control = { readonly tabs: "beat"; readonly news: unknown } | { readonly tabs: "ask" };

export class Tabs {
  readonly #options: TabsOptions;
  readonly #channel: Channel | undefined;
  readonly #takeAfter: number;
  #leading = false;
  #closed = false;
  #release: (() => void) | undefined;
  #waiting: AbortController | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heard = Date.now();
  #ticked = Date.now();

  constructor(options: TabsOptions) {
    this.#options = options;
    this.#takeAfter = TAKE_AFTER_MS + (options.random ?? Math.random)() * TAKE_JITTER_MS;
    const channel = options.platform.locks && options.platform.openChannel(options.name);
    this.#channel = channel;
    if (!channel) {
      // Later, so that whoever made this object has it.
      queueMicrotask(() => this.#lead());
      return;
    }
    channel.onmessage = ({ data }) => this.#receive(data);
    this.#contend(false);
    this.#timer = setInterval(() => this.#tick(), BEAT_MS);
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** Tells the other tabs. */
  post(message: unknown): void {
    if (!this.#closed) this.#channel?.postMessage(message);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#waiting?.abort();
    this.#release?.();
    this.#channel?.close();
    this.#leading = false;
  }

  #receive(data: Control): void {
    if (this.#closed) return;
    if (data?.tabs === "ask") {
      if (this.#leading) this.#beat();
    } else if (data?.tabs === "beat") {
      this.#heard = Date.now();
      if (!this.#leading) this.#options.onMessage(data.news as never);
    } else {
      this.#options.onMessage(data as never);
    }
  }

  #beat(): void {
    this.post({ tabs: "beat", news: this.#options.beat() } satisfies Control);
  }

  #tick(): void {
    const now = Date.now();
    // This tab itself was frozen or slowed down: what the leader said meanwhile has yet to be read.
    if (now - this.#ticked > 2 * BEAT_MS) this.#heard = now;
    this.#ticked = now;
    if (this.#leading) {
      this.#beat();
      return;
    }
    const silent = now - this.#heard;
    if (silent > this.#takeAfter) {
      this.#heard = now;
      this.#waiting?.abort();
      this.#contend(true);
    } else if (silent > ASK_AFTER_MS) {
      this.post({ tabs: "ask" } satisfies Control);
    }
  }

  #contend(steal: boolean): void {
    const locks = this.#options.platform.locks;
    if (!locks || this.#closed) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    let held = false;
    const hold = () =>
      new Promise<void>((release) => {
        if (this.#closed) return release();
        held = true;
        this.#release = release;
        this.#lead();
      });
    // Throws in the same turn in some browsers, and rejects in others.
    const request = async () => await locks.request(this.#options.name, steal ? { steal } : { signal: waiting.signal }, hold);
    request().catch(() => {
      if (this.#closed) return;
      if (held) {
        // Stolen: this tab was frozen. It queues up again.
        this.#leading = false;
        this.#heard = Date.now();
        this.#options.onLead(false);
        this.#contend(false);
      } else if (!waiting.signal.aborted) {
        // Locks are not allowed here, after all.
        this.#lead();
      }
    });
  }

  #lead(): void {
    if (this.#closed || this.#leading) return;
    this.#leading = true;
    this.#options.onLead(true);
    this.#beat();
  }
}
