/** One session: its messages in order, and what it has to say. */

import { randomUUID } from "node:crypto";
import { failure } from "../errors.js";
import type { ServerFrame } from "../gen/supportchat/v1/chat_pb.js";
import type { Marks, Message } from "../gen/supportchat/v1/resources_pb.js";
import { Code } from "../grpc/code.js";
import type { ChatError } from "../types.js";
import { toDate } from "../values.js";
import { closedError } from "./connection.js";
import type { Follower, Line } from "./line.js";
import { listen } from "./listen.js";
import { Outbox } from "./outbox.js";
import { Reader } from "./reader.js";
import type { Conversation, ConversationEvent, ConversationOptions, Sent, WaitOptions } from "./types.js";

/** How many messages are held for a slow reader. When half of them are read, more come. */
const MOST_HELD = 256;

export class LiveConversation implements Conversation, Follower {
  readonly id: number;
  readonly #line: Line;
  readonly #onEvent: ConversationOptions["onEvent"];
  readonly #leave: (conversation: LiveConversation) => void;
  readonly #held: Message[] = [];
  readonly #reader = new Reader<Message>(() => this.#take());
  readonly #outbox: Outbox;
  #cursor: number;
  #full = false;
  /** Why nothing can be sent any more. */
  #ended: ChatError | undefined;

  constructor(line: Line, id: number, { afterSeq = 0, onEvent }: ConversationOptions, leave: (conversation: LiveConversation) => void) {
    this.#line = line;
    this.id = id;
    this.#cursor = afterSeq;
    this.#onEvent = onEvent;
    this.#leave = leave;
    this.#outbox = new Outbox(line, () => this.#drained());
    line.follow(this);
  }

  get cursor(): number {
    return this.#cursor;
  }
  get full(): boolean {
    return this.#full;
  }

  [Symbol.asyncIterator](): AsyncIterator<Message, undefined> {
    return this.#reader[Symbol.asyncIterator]();
  }

  async send(text: string, options: WaitOptions & { readonly clientMessageId?: string } = {}): Promise<Sent> {
    // Under an empty one the server stores what is repeated once more.
    const clientMessageId = options.clientMessageId || randomUUID();
    const body = { case: "message", value: text } as const;
    const answer = await this.#ask({ case: "send", value: { chatSessionId: this.id, clientMessageId, body } }, options.signal);
    if (answer.case !== "ack") throw unexpected(answer);
    const { seq, messageId, createdAt } = answer.value;
    return { seq, messageId, clientMessageId, createdAt: createdAt ? toDate(createdAt) : new Date() };
  }

  markDelivered(seq: number, { signal }: WaitOptions = {}): Promise<Marks> {
    return this.#mark("markDelivered", seq, signal);
  }

  markRead(seq: number, { signal }: WaitOptions = {}): Promise<Marks> {
    return this.#mark("markRead", seq, signal);
  }

  typing(stopped = false): void {
    if (!this.#ended) this.#line.hint({ case: "typing", value: { chatSessionId: this.id, stopped } });
  }

  close(): void {
    this.#held.length = 0;
    this.#reader.end();
    this.abandon(closedError("the conversation"));
  }

  // For the line.

  arrived(seq: number, message: Message | undefined): boolean {
    if (seq <= this.#cursor) return true;
    if (seq > this.#cursor + 1) return false;
    this.#cursor = seq;
    if (!message) return true;
    this.#held.push(message);
    if (this.#held.length >= MOST_HELD) {
      this.#full = true;
      this.#line.adjust(this.id);
    }
    this.#reader.wake();
    return true;
  }

  told(event: ConversationEvent): void {
    listen(this.#onEvent, event);
  }

  opened(): void {
    this.#outbox.opened();
  }

  fail(error: ChatError): void {
    this.#ended ??= error;
    this.#reader.end(error);
    // What is on its way is answered for itself, and may be stored.
    if (this.#outbox.empty) this.#drained();
  }

  abandon(error: ChatError): void {
    if (this.#ended && this.#outbox.empty) return;
    this.#ended ??= error;
    this.#reader.end(error);
    this.#outbox.abandon(error);
  }

  #take(): Message | undefined {
    const message = this.#held.shift();
    if (this.#full && this.#held.length <= MOST_HELD / 2) {
      this.#full = false;
      this.#line.adjust(this.id);
    }
    return message;
  }

  #drained(): void {
    if (!this.#ended) return;
    this.#line.unfollow(this);
    this.#leave(this);
  }

  async #mark(kind: "markDelivered" | "markRead", seq: number, signal: AbortSignal | undefined): Promise<Marks> {
    const answer = await this.#ask({ case: kind, value: { chatSessionId: this.id, seq } }, signal);
    if (answer.case !== "marks" || !answer.value.marks) throw unexpected(answer);
    return answer.value.marks;
  }

  async #ask(frame: Parameters<Line["frame"]>[0], signal: AbortSignal | undefined): Promise<ServerFrame["frame"]> {
    if (this.#ended) throw this.#ended;
    return this.#outbox.ask(this.#line.frame(frame), signal);
  }
}

function unexpected(answer: ServerFrame["frame"]): ChatError {
  return failure(Code.Internal, `the server answered with ${answer.case}`);
}
