/** Conversations that were begun in this browser and that the server may not know yet. They survive a reload. */

import type { Core } from "./client.js";
import type { ChatSession } from "./gen/supportchat/v1/resources_pb.js";
import type { Conversation } from "./types.js";
import { randomId } from "./values.js";

/** A conversation that has its session is forgotten after a while: until then another tab may still know it by its old name only. */
const KEEP_MS = 86_400_000;

interface Record {
  readonly createdAt: number;
  readonly id?: number;
}

export class Begun {
  readonly #core: Core;
  readonly #prefix: string;
  readonly #keys = new Map<string, Record>();

  constructor(core: Core) {
    this.#core = core;
    this.#prefix = `${core.options.scope}/begun/`;
  }

  get unsent(): readonly Conversation[] {
    return [...this.#keys].filter(([, record]) => record.id === undefined).map(([key]) => this.#core.begun(key));
  }

  async load(): Promise<void> {
    for (const [storeKey, value] of await this.#core.store.list(this.#prefix)) {
      const record = JSON.parse(value) as Record;
      const key = storeKey.slice(this.#prefix.length);
      if (record.id !== undefined && Date.now() - record.createdAt > KEEP_MS) await this.#core.store.delete(storeKey);
      else this.heard(key, record.id, record.createdAt);
    }
  }

  begin(): Conversation {
    const key = `new-${randomId()}`;
    this.#write(key, { createdAt: Date.now() });
    this.#core.post({ type: "begun", key, id: undefined });
    return this.#core.begun(key);
  }

  /** Another tab, or an earlier page, has begun it. */
  heard(key: string, id: number | undefined, createdAt = Date.now()): void {
    if (this.#keys.get(key)?.id !== undefined) return;
    this.#keys.set(key, { createdAt, ...(id !== undefined && { id }) });
    if (id !== undefined) this.#core.assign(key, id);
    this.#core.events.emit("conversations");
  }

  /** The server has created the session. */
  created(key: string, session: ChatSession): void {
    this.#write(key, { createdAt: Date.now(), id: session.id });
    this.#core.assign(key, session.id, session);
    this.#core.post({ type: "begun", key, id: session.id });
  }

  idOf(key: string): number | undefined {
    return this.#keys.get(key)?.id;
  }

  #write(key: string, record: Record): void {
    this.#keys.set(key, record);
    this.#core.events.emit("conversations");
    void this.#core.store.set(this.#prefix + key, JSON.stringify(record));
  }
}
