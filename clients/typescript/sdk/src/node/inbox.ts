/** The caller's inbox. */

import type { InboxChanged } from "../gen/supportchat/v1/chat_pb.js";
import type { ChatError } from "../types.js";
import { Reader } from "./reader.js";
import type { Inbox } from "./types.js";

export class LiveInbox implements Inbox {
  /** By session: a reader who is slow needs only the newest of each. */
  readonly #changes = new Map<number, InboxChanged>();
  readonly #reader = new Reader<InboxChanged>(() => this.#take());
  readonly #leave: (inbox: LiveInbox) => void;

  constructor(leave: (inbox: LiveInbox) => void) {
    this.#leave = leave;
  }

  [Symbol.asyncIterator](): AsyncIterator<InboxChanged, undefined> {
    return this.#reader[Symbol.asyncIterator]();
  }

  changed(change: InboxChanged): void {
    if (!change.chatSession) return;
    this.#changes.set(change.chatSession.id, change);
    this.#reader.wake();
  }

  fail(error: ChatError): void {
    this.#reader.end(error);
  }

  close(): void {
    this.#leave(this);
    this.#changes.clear();
    this.#reader.end();
  }

  #take(): InboxChanged | undefined {
    for (const [id, change] of this.#changes) {
      this.#changes.delete(id);
      return change;
    }
    return undefined;
  }
}
