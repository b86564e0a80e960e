/** One session: its messages in order, and what waits for an answer. */

import { randomUUID } from "node:crypto";
import { failure } from "../errors.js";
import type { ChatRequest, ServerFrame } from "../gen/supportchat/v1/chat_pb.js";
import type { Marks, Message } from "../gen/supportchat/v1/resources_pb.js";
import { Code } from "../grpc/code.js";
import type { Init } from "../proto/message.js";
import type { ChatError } from "../types.js";
import { toDate } from "../values.js";
import type { Follower, Line } from "./line.js";
import { Reader } from "./reader.js";
import type { Conversation, ConversationEvent, ConversationOptions, Sent, WaitOptions } from "./types.js";

/** How many messages are held for a slow reader. When half of them are read, more come. */
const MOST_HELD = 256;
/** How many requests are on their way at a time. */
const MOST_ASKED = 64;

type Frame = ServerFrame["frame"];

interface Request {
  readonly frame: Init<ChatRequest>["frame"];
  readonly resolve: (answer: Frame) => void;
  readonly reject: (error: ChatError) => void;
  /** On the stream that is open now. */
  sent: boolean;
}

export class LiveConversation implements Conversation, Follower {
  readonly id: number;
  readonly #line: Line;
  readonly #onEvent: ConversationOptions["onEvent"];
  readonly #leave: (conversation: LiveConversation) => void;
  readonly #held: Message[] = [];
  readonly #reader = new Reader<Message>(() => this.#take());
  /** In the order of the calls; the first of them are on their way. */
  readonly #requests: Request[] = [];
  #cursor: number;
  #full = false;
  /** Why it has ended. */
  #ended: ChatError | undefined;

  constructor(line: Line, id: number, { afterSeq = 0, onEvent }: ConversationOptions, leave: (conversation: LiveConversation) => void) {
    this.#line = line;
    this.id = id;
    this.#cursor = afterSeq;
    this.#onEvent = onEvent;
    this.#leave = leave;
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

  async send(text: string, { clientMessageId = randomUUID(), signal }: WaitOptions & { readonly clientMessageId?: string } = {}): Promise<Sent> {
    const body = { case: "message", value: text } as const;
    const answer = await this.#ask({ case: "send", value: { chatSessionId: this.id, clientMessageId, body } }, signal);
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
    if (!this.#ended) this.#line.tell({ case: "typing", value: { chatSessionId: this.id, stopped } });
  }

  close(): void {
    if (this.#ended) return;
    this.#held.length = 0;
    this.#end(failure(Code.Canceled, "the conversation was closed"));
    this.#reader.end();
    this.#line.unfollow(this);
  }

  // For the line.

  arrived(seq: number, message: Message | undefined): boolean {
    if (seq <= this.#cursor) return true;
    if (seq > this.#cursor + 1) return false;
    this.#cursor = seq;
    if (!message) return true;
    this.#held.push(message);
    if (this.#held.length >= MOST_HELD) this.#full = true;
    this.#reader.wake();
    // A reader who waited has made room.
    if (this.#full) this.#line.subscribe(this.id);
    return true;
  }

  told(event: ConversationEvent): void {
    try {
      this.#onEvent?.(event);
    } catch (error) {
      // The listener's mistake is shown where its author looks, and does not stop the line.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  opened(): void {
    for (const request of this.#requests) request.sent = false;
    this.#flush();
  }

  fail(error: ChatError): void {
    this.#end(error);
    this.#reader.end(error);
  }

  #take(): Message | undefined {
    const message = this.#held.shift();
    if (this.#full && this.#held.length <= MOST_HELD / 2) {
      this.#full = false;
      if (!this.#ended) this.#line.subscribe(this.id);
    }
    return message;
  }

  async #mark(kind: "markDelivered" | "markRead", seq: number, signal: AbortSignal | undefined): Promise<Marks> {
    const answer = await this.#ask({ case: kind, value: { chatSessionId: this.id, seq } }, signal);
    if (answer.case !== "marks" || !answer.value.marks) throw unexpected(answer);
    return answer.value.marks;
  }

  #ask(frame: Request["frame"], signal: AbortSignal | undefined): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended);
        return;
      }
      const canceled = () => reject(failure(Code.Canceled, "the wait was canceled; what was asked for is done all the same"));
      if (signal?.aborted) {
        canceled();
        return;
      }
      signal?.addEventListener("abort", canceled);
      const quiet = () => signal?.removeEventListener("abort", canceled);
      this.#requests.push({
        frame,
        resolve: (answer) => {
          quiet();
          resolve(answer);
        },
        reject: (error) => {
          quiet();
          reject(error);
        },
        sent: false,
      });
      this.#flush();
    });
  }

  #flush(): void {
    for (const request of this.#requests.slice(0, MOST_ASKED)) {
      if (request.sent) continue;
      const asked = this.#line.ask(request.frame, (answer) => this.#answered(request, answer));
      if (asked === undefined) return;
      request.sent = true;
    }
  }

  #answered(request: Request, answer: Frame | ChatError): void {
    const index = this.#requests.indexOf(request);
    if (index < 0) return;
    this.#requests.splice(index, 1);
    if (answer instanceof Error) request.reject(answer);
    else request.resolve(answer);
    this.#flush();
  }

  #end(error: ChatError): void {
    this.#ended = error;
    for (const request of this.#requests.splice(0)) request.reject(error);
    this.#leave(this);
  }
}

function unexpected(answer: Frame): ChatError {
  return failure(Code.Internal, `the server answered with ${answer.case}`);
}
