/** The caller's inbox. */

import { type InboxChanged, InboxChangedSchema } from "../gen/supportchat/v1/chat_pb.js";
import { ChatSessionStatus } from "../gen/supportchat/v1/resources_pb.js";
import { create } from "../proto/message.js";
import type { ChatError } from "../types.js";
import type { Line } from "./line.js";
import { Reader } from "./reader.js";
import type { Inbox } from "./types.js";

export class LiveInbox implements Inbox {
  /** By session: a reader who is slow needs only the newest of each. */
  readonly #changes = new Map<number, InboxChanged>();
  /** What is in it, as far as it was told; and what was named since the server began to tell all of it. */
  readonly #there = new Set<number>();
  readonly #named = new Set<number>();
  readonly #reader = new Reader<InboxChanged>(() => this.#take());
  readonly #line: Line;
  readonly #leave: (inbox: LiveInbox) => void;

  readonly #onListed: (() => void) | undefined;

  constructor(line: Line, leave: (inbox: LiveInbox) => void, onListed?: () => void) {
    this.#line = line;
    this.#leave = leave;
    this.#onListed = onListed;
    line.watch(this);
  }

  [Symbol.asyncIterator](): AsyncIterator<InboxChanged, undefined> {
    return this.#reader[Symbol.asyncIterator]();
  }

  /** What was named before was named by another stream. */
  opened(): void {
    this.#named.clear();
  }

  changed(change: InboxChanged): void {
    if (!change.chatSession) return;
    const { id, status } = change.chatSession;
    this.#named.add(id);
    // The server does not name again what is closed.
    if (change.removed || status === ChatSessionStatus.CLOSED) this.#there.delete(id);
    else this.#there.add(id);
    this.#changes.set(id, change);
    this.#reader.wake();
  }

  /** All that is there has been named: what was not has gone. */
  listed(): void {
    for (const id of this.#there) if (!this.#named.has(id)) this.changed(create(InboxChangedSchema, { chatSession: { id }, removed: true }));
    this.#named.clear();
    this.#onListed?.();
  }

  /** What came before is read first. */
  fail(error: ChatError): void {
    this.#end(error);
  }

  close(): void {
    this.#changes.clear();
    this.#end();
  }

  #end(error?: ChatError): void {
    this.#line.unwatch(this);
    this.#leave(this);
    this.#reader.end(error);
  }

  #take(): InboxChanged | undefined {
    for (const [id, change] of this.#changes) {
      this.#changes.delete(id);
      return change;
    }
    return undefined;
  }
}
