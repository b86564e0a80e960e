/** Which sessions the one stream carries, and from where each of them. */

import type { LiveConversation } from "./conversation.js";
import type { TabMessage } from "./tab-messages.js";

/** One stream carries at most 1000 sessions. */
const MOST_WATCHED = 900;
/** Sessions that are asked for together are added together. */
const RENEWS_AFTER_MS = 20;

export interface WatchedOptions {
  readonly at: (id: number) => LiveConversation;
  /** Whether this tab holds the stream. */
  readonly leading: () => boolean;
  /** Tells the other tabs. */
  readonly post: (message: TabMessage) => void;
  /** Has the stream opened anew. */
  readonly renew: () => void;
}

export class Watched {
  readonly #options: WatchedOptions;
  readonly #ids = new Set<number>();
  /** What the stream carries: what it was opened with, and what the server has added. */
  #streamed = new Set<number>();
  #renewing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WatchedOptions) {
    this.#options = options;
  }

  get ids(): readonly number[] {
    return [...this.#ids];
  }

  /** Whether there are some that the stream does not carry. */
  get lacking(): boolean {
    return this.ids.some((id) => !this.#streamed.has(id));
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  add(id: number): void {
    this.#ids.add(id);
  }

  delete(id: number): void {
    this.#ids.delete(id);
  }

  clear(): void {
    this.#ids.clear();
  }

  close(): void {
    clearTimeout(this.#renewing);
  }

  cursors(): [number, number][] {
    return this.ids.map((id) => [id, this.#options.at(id).cursor]);
  }

  /** A stream is opened with all of them. Returns them, as `cursors` does. */
  opening(): [number, number][] {
    clearTimeout(this.#renewing);
    this.#renewing = undefined;
    this.#streamed = new Set(this.#ids);
    return this.cursors();
  }

  /** The server says that the stream carries it. */
  subscribed(id: number): void {
    this.#ids.add(id);
    this.#streamed.add(id);
  }

  unsubscribed(id: number): void {
    this.#ids.delete(id);
    this.#streamed.delete(id);
  }

  /** Has a session streamed from where it stands, or from a seq if that is further. */
  watch(id: number, seq: number): void {
    const { at, leading, post, renew } = this.#options;
    if (!leading()) {
      // The leader says with its next beat how far it is, should it be further.
      this.#ids.add(id);
      post({ type: "watch", id, seq });
      return;
    }
    const conversation = at(id);
    if (this.#ids.has(id)) {
      conversation.heal(seq);
      return;
    }
    conversation.skipTo(seq);
    for (const oldest of this.#ids) {
      if (this.#ids.size < MOST_WATCHED) break;
      this.#ids.delete(oldest);
    }
    this.#ids.add(id);
    this.#renewing ??= setTimeout(() => {
      this.#renewing = undefined;
      renew();
    }, RENEWS_AFTER_MS);
  }

  /** What the leader has and this tab has not, or the other way round. */
  compare(cursors: readonly (readonly [number, number])[]): void {
    const { at, post } = this.#options;
    const streamed = new Set<number>();
    for (const [id, seq] of cursors) {
      streamed.add(id);
      this.#ids.add(id);
      const conversation = at(id);
      if (conversation.loaded) conversation.heal(seq);
      else conversation.skipTo(seq);
    }
    for (const id of this.#ids) if (!streamed.has(id)) post({ type: "watch", id, seq: at(id).cursor });
  }
}
