/**
 * What has not been acknowledged yet. It is written to the store first, sent in order and one at a time in each conversation by the tab that leads,
 * repeated safely (the server knows its client_message_id), and gone only when the server has it or the user gives it up.
 */

import { backoff } from "./backoff.js";
import { chatError, isTransient, toChatError } from "./errors.js";
import { Code } from "./grpc/code.js";
import type { Store } from "./store/overlay.js";
import type { ChatError, Outgoing } from "./types.js";
import { randomId } from "./values.js";

/** What the store keeps of an unsent message. */
export interface Stored {
  readonly clientMessageId: string;
  /** Who wrote it, if that was known. Nobody else sends it. */
  readonly by?: string;
  readonly kind: Outgoing["kind"];
  readonly text: string;
  readonly createdAt: number;
  readonly file?: { readonly name: string; readonly size: number; readonly type: string };
  /** Once its file has been uploaded. */
  readonly attachmentId?: number;
  readonly error?: { readonly reason: string; readonly code: number; readonly message: string };
}

interface Item {
  stored: Stored;
  storeKey: string;
  shown: Outgoing;
  /** Resolves once the store has it. */
  written: Promise<unknown>;
}

interface Queue {
  /** The conversation; it changes once, when the conversation gets its id. */
  name: string;
  items: Item[];
  sending: boolean;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface OutboxOptions {
  readonly store: Store;
  readonly prefix: string;
  /** Sends one, whatever it takes; `update` changes what is stored of it. Rejects with a ChatError. */
  readonly send: (
    conversation: string,
    stored: Stored,
    progress: (part: number) => void,
    update: (change: Partial<Stored>) => Promise<void>,
  ) => Promise<void>;
  /** Who writes; undefined while it is not known. */
  readonly me: () => string | undefined;
  readonly leading: () => boolean;
  readonly offline: () => boolean;
  /** The list of a conversation is another. `stored`: other tabs have to read it again. */
  readonly onChange: (conversation: string, stored: boolean) => void;
  /** How a message of this tab is getting on; for the other tabs. */
  readonly onProgress: (conversation: string, clientMessageId: string, state: Outgoing["state"], progress: number) => void;
  readonly random?: () => number;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queues = new Map<string, Queue>();
  #lastOrder = 0;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  list(conversation: string): readonly Outgoing[] {
    return this.#queues.get(conversation)?.items.map((item) => item.shown) ?? [];
  }

  /** Reads what an earlier page left. */
  async load(): Promise<void> {
    for (const conversation of new Set((await this.#options.store.list(this.#options.prefix)).map(([key]) => this.#conversationOf(key)))) {
      await this.reload(conversation);
    }
  }

  /** Another tab has changed what is stored. */
  async reload(conversation: string): Promise<void> {
    const rows = await this.#options.store.list(`${this.#options.prefix}${conversation}/`);
    if (this.#closed) return;
    const queue = this.#queue(conversation);
    const known = new Map(queue.items.map((item) => [item.stored.clientMessageId, item]));
    const items: Item[] = [];
    for (const [storeKey, value] of rows) {
      const stored = JSON.parse(value) as Stored;
      // Somebody else was logged in here before: it waits until they are back.
      if (stored.by !== undefined && stored.by !== this.#options.me()) continue;
      const item = known.get(stored.clientMessageId);
      known.delete(stored.clientMessageId);
      const shown = show(stored, item && item.shown.state !== "failed" ? item.shown : { state: this.#initial(), progress: 0 });
      items.push(item ? Object.assign(item, { stored, storeKey, shown }) : { stored, storeKey, shown, written: Promise.resolve() });
    }
    // What this tab has not finished to write stays.
    const unwritten = [...known.values()].filter((item) => this.#unwritten.has(item));
    queue.items = [...items, ...unwritten].sort((a, b) => (a.storeKey < b.storeKey ? -1 : 1));
    this.#options.onChange(conversation, false);
    this.#pump(queue);
  }

  add(conversation: string, kind: Outgoing["kind"], text: string, file?: File): Outgoing {
    const createdAt = Date.now();
    this.#lastOrder = Math.max(createdAt * 1000, this.#lastOrder + 1);
    const clientMessageId = randomId();
    const by = this.#options.me();
    const details = file && { name: file.name, size: file.size, type: file.type };
    const stored: Stored = { clientMessageId, ...(by !== undefined && { by }), kind, text, createdAt, ...(details && { file: details }) };
    const storeKey = `${this.#options.prefix}${conversation}/${String(this.#lastOrder).padStart(17, "0")}-${clientMessageId}`;
    const item: Item = { stored, storeKey, shown: show(stored, { state: this.#initial(), progress: 0 }), written: Promise.resolve() };
    item.written = this.#write(item, file);
    const queue = this.#queue(conversation);
    queue.items.push(item);
    this.#options.onChange(conversation, false);
    void item.written.then(() => {
      this.#options.onChange(queue.name, true);
      this.#pump(queue);
    });
    return item.shown;
  }

  /** The server has it: it was seen in the log. */
  acknowledged(conversation: string, clientMessageId: string): void {
    if (this.#take(conversation, clientMessageId)) this.#pump(this.#queue(conversation));
  }

  retry(conversation: string, clientMessageId: string): void {
    const item = this.#find(conversation, clientMessageId);
    if (item?.shown.state !== "failed") return;
    const { error: _, ...stored } = item.stored;
    const queue = this.#queue(conversation);
    this.#change(queue, item, stored, { state: this.#initial(), progress: 0 });
    void item.written.then(() => this.#pump(queue));
  }

  discard(conversation: string, clientMessageId: string): string | undefined {
    return this.#take(conversation, clientMessageId)?.stored.text;
  }

  /** How a message gets on in another tab. */
  progressed(conversation: string, clientMessageId: string, state: Outgoing["state"], progress: number): void {
    const item = this.#find(conversation, clientMessageId);
    if (!item || item.shown.state === "failed") return;
    item.shown = show(item.stored, { state, progress });
    this.#options.onChange(conversation, false);
  }

  /** The line is back, or this tab leads now: whatever waits goes at once. */
  nudge(): void {
    for (const queue of this.#queues.values()) {
      queue.failures = 0;
      this.#pump(queue);
    }
  }

  /** A conversation has got its id: its messages go on under that name. */
  rename(from: string, to: string): void {
    const moved = this.#queues.get(from);
    if (!moved || from === to) return;
    this.#queues.delete(from);
    const here = this.#queues.get(to);
    clearTimeout(here?.timer);
    this.#queues.set(to, moved);
    moved.name = to;
    for (const item of moved.items) {
      const old = item.storeKey;
      item.storeKey = old.replace(`${this.#options.prefix}${from}/`, `${this.#options.prefix}${to}/`);
      const move = async () => {
        // It may be gone by now.
        if ((await this.#options.store.get(old)) === undefined) return;
        await this.#options.store.set(item.storeKey, JSON.stringify(item.stored));
        await this.#options.store.delete(old);
      };
      item.written = item.written.then(move);
    }
    const known = new Set(moved.items.map((item) => item.stored.clientMessageId));
    moved.items = [...moved.items, ...(here?.items ?? []).filter((item) => !known.has(item.stored.clientMessageId))];
    this.#pump(moved);
  }

  /** Nobody is logged in any more: what this tab knows goes, what is stored stays. */
  drop(): void {
    for (const queue of this.#queues.values()) {
      clearTimeout(queue.timer);
      // One may be on its way: nothing follows it.
      queue.items = [];
    }
    this.#queues.clear();
  }

  /** Forgets all that is stored. */
  async clear(): Promise<void> {
    await Promise.all([...this.#unwritten].map((item) => item.written));
    for (const [key] of await this.#options.store.list(this.#options.prefix)) {
      await this.#options.store.delete(key);
      await this.#options.store.deleteBlob(key.slice(key.lastIndexOf("-") + 1));
    }
  }

  close(): void {
    this.#closed = true;
    for (const queue of this.#queues.values()) clearTimeout(queue.timer);
  }

  readonly #unwritten = new Set<Item>();

  async #write(item: Item, file?: File): Promise<void> {
    this.#unwritten.add(item);
    if (file) await this.#options.store.setBlob(item.stored.clientMessageId, file);
    await this.#options.store.set(item.storeKey, JSON.stringify(item.stored));
    this.#unwritten.delete(item);
  }

  #conversationOf(storeKey: string): string {
    const rest = storeKey.slice(this.#options.prefix.length);
    return rest.slice(0, rest.indexOf("/"));
  }

  #queue(conversation: string): Queue {
    let queue = this.#queues.get(conversation);
    if (!queue) {
      queue = { name: conversation, items: [], sending: false, failures: 0, timer: undefined };
      this.#queues.set(conversation, queue);
    }
    return queue;
  }

  #find(conversation: string, clientMessageId: string): Item | undefined {
    return this.#queues.get(conversation)?.items.find((item) => item.stored.clientMessageId === clientMessageId);
  }

  #initial(): "sending" | "waiting" {
    return this.#options.offline() ? "waiting" : "sending";
  }

  #take(conversation: string, clientMessageId: string): Item | undefined {
    const item = this.#find(conversation, clientMessageId);
    if (item) this.#remove(this.#queue(conversation), item);
    return item;
  }

  #remove(queue: Queue, item: Item): void {
    if (!queue.items.includes(item)) return;
    queue.items = queue.items.filter((other) => other !== item);
    void item.written.then(async () => {
      await this.#options.store.delete(item.storeKey);
      await this.#options.store.deleteBlob(item.stored.clientMessageId);
      this.#options.onChange(queue.name, true);
    });
    this.#options.onChange(queue.name, false);
  }

  #change(queue: Queue, item: Item, stored: Stored, progress: Pick<Outgoing, "state"> & { progress: number }): void {
    item.stored = stored;
    item.shown = show(stored, progress);
    item.written = item.written.then(() => this.#options.store.set(item.storeKey, JSON.stringify(stored)));
    void item.written.then(() => this.#options.onChange(queue.name, true));
    this.#options.onChange(queue.name, false);
  }

  #pump(queue: Queue): void {
    clearTimeout(queue.timer);
    if (queue.sending || this.#closed || !this.#options.leading()) return;
    const item = queue.items.find(({ shown }) => shown.state !== "failed");
    if (!item) return;
    queue.sending = true;
    void this.#send(queue, item).then((wait) => {
      queue.sending = false;
      if (this.#closed) return;
      if (wait === undefined) this.#pump(queue);
      else queue.timer = setTimeout(() => this.#pump(queue), wait);
    });
  }

  /** Resolves to how long to wait before the next try; undefined if it is done with. */
  async #send(queue: Queue, item: Item): Promise<number | undefined> {
    const { clientMessageId } = item.stored;
    const tell = (state: Outgoing["state"], progress: number) => {
      item.shown = show(item.stored, { state, progress });
      this.#options.onChange(queue.name, false);
      this.#options.onProgress(queue.name, clientMessageId, state, progress);
    };
    const update = async (change: Partial<Stored>) => {
      item.stored = { ...item.stored, ...change };
      await this.#options.store.set(item.storeKey, JSON.stringify(item.stored));
    };
    await item.written;
    if (item.shown.state === "waiting" && !this.#options.offline()) tell("sending", 0);
    try {
      await this.#options.send(queue.name, item.stored, (part) => tell("sending", part), update);
      queue.failures = 0;
      this.#remove(queue, item);
      return undefined;
    } catch (thrown) {
      const error = toChatError(thrown);
      if (isTransient(error) || error.code === Code.Unauthenticated) {
        tell("waiting", 0);
        return Math.max(backoff(queue.failures++, this.#options.random), error.retryAfterMs ?? 0);
      }
      const { reason, code, message } = error;
      this.#change(queue, item, { ...item.stored, error: { reason, code, message } }, { state: "failed", progress: 0 });
      return undefined;
    }
  }
}

function show(stored: Stored, { state, progress }: { state: Outgoing["state"]; progress?: number }): Outgoing {
  const { clientMessageId, kind, text, createdAt, file, error } = stored;
  const failed: { state: "failed"; error: ChatError } | undefined = error && {
    state: "failed",
    error: chatError(error.reason, error.code, error.message),
  };
  return { clientMessageId, kind, text, createdAt, ...(file && { file: { ...file, progress: progress ?? 0 } }), state, ...failed };
}
