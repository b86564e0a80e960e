/** The caller's inbox. */

import type { InboxChanged } from "../gen/supportchat/v1/chat_pb.js";
import type { ChatError } from "../types.js";
import type { Line } from "./line.js";
import { Reader } from "./reader.js";
import type { Inbox } from "./types.js";

export class LiveInbox implements Inbox {
  /** By session: a reader who is slow needs only the newest of each. */
  readonly #changes = new Map<number, InboxChanged>();
  readonly #reader = new Reader<InboxChanged>(() => this.#take());
  readonly #line: Line;
  readonly #leave: (inbox: LiveInbox) => void;

  constructor(line: Line, leave: (inbox: LiveInbox) => void) {
    this.#line = line;
    this.#leave = leave;
    line.watch(this);
  }

  [Symbol.asyncIterator](): AsyncIterator<InboxChanged, undefined> {
    return this.#reader[Symbol.asyncIterator]();
  }

  changed(change: InboxChanged): void {
    if (!change.chatSession) return;
    this.#changes.set(change.chatSession.id, change);
    this.#reader.wake();
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
