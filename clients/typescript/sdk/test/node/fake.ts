/** A server that says what a test has it say, on the other side of a connection that is none. */

import { canceled, chatError, failure } from "../../src/errors.js";
import {
  type ChatRequest,
  ChatRequestSchema,
  ChatResponseSchema,
  type ServerFrame,
  SubscribedSchema,
  WelcomeSchema,
} from "../../src/gen/supportchat/v1/chat_pb.js";
import { MessageSchema } from "../../src/gen/supportchat/v1/resources_pb.js";
import type { CallOptions } from "../../src/grpc/call.js";
import { Code } from "../../src/grpc/code.js";
import { createBackoff } from "../../src/node/backoff.js";
import type { Call, Connection } from "../../src/node/connection.js";
import type { Bearer } from "../../src/node/credentials.js";
import { Line } from "../../src/node/line.js";
import { decode, encode } from "../../src/proto/codec.js";
import { create, type Init } from "../../src/proto/message.js";
import type { ChatError } from "../../src/types.js";

type Said = Init<ServerFrame>["frame"];

export class FakeStream implements Call {
  readonly requests: ChatRequest[] = [];
  readonly token: string | undefined;
  behind = false;
  ended = false;
  #queue: (Uint8Array | ChatError)[] = [];
  #wake = () => {};

  constructor(token: string | undefined, signal: AbortSignal | undefined) {
    this.token = token;
    signal?.addEventListener("abort", () => this.break(canceled("the call was canceled")));
  }

  /** What was asked, by kind. */
  asked<K extends string>(kind: K): Extract<ChatRequest["frame"], { case: K }>["value"][] {
    return this.requests.flatMap(({ frame }) => (frame.case === kind ? [frame.value] : [])) as never;
  }

  /** The newest request of a kind. */
  id(kind: string, which = -1): string {
    return this.requests.filter(({ frame }) => frame.case === kind).at(which)?.requestId ?? "";
  }

  say(frame: Said): void {
    this.#put(encode(ChatResponseSchema, create(ChatResponseSchema, { frame: { frame } } as never)));
  }

  welcome(): void {
    this.say({ case: "welcome", value: create(WelcomeSchema, {}) });
  }

  /** Answers the newest subscription. */
  subscribed(chatSessionId = 1): void {
    this.say({ case: "subscribed", value: create(SubscribedSchema, { chatSessionId, requestId: this.id("subscribe") }) });
  }

  entries(first: number, last = first): void {
    for (let seq = first; seq <= last; seq++)
      this.say({ case: "entry", value: create(MessageSchema, { chatSessionId: 1, seq, body: { case: "message", value: `text ${seq}` } }) });
  }

  /** Acknowledges the message that was sent as number `which`. */
  ack(which: number, seq: number): void {
    this.say({ case: "ack", value: { chatSessionId: 1, requestId: this.id("send", which), seq, messageId: seq } });
  }

  refuse(requestId: string, code: Code, reason: string, retrySeconds?: number): void {
    const retryInfo = retrySeconds === undefined ? {} : { retryInfo: { retryDelay: { seconds: BigInt(retrySeconds), nanos: 0 } } };
    this.say({ case: "error", value: { requestId, code, message: "no", errorInfo: { reason }, ...retryInfo } } as Said);
  }

  break(error: ChatError = failure(Code.Unavailable, "the connection broke")): void {
    this.#put(error);
  }

  // The call.

  send(bytes: Uint8Array): void {
    if (!this.ended) this.requests.push(decode(ChatRequestSchema, bytes));
  }

  end(): void {}

  readonly messages = this.#messages();

  async *#messages(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const next = this.#queue.shift();
        if (next instanceof Error) throw next;
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
      }
    } finally {
      this.ended = true;
    }
  }

  #put(what: Uint8Array | ChatError): void {
    this.#queue.push(what);
    this.#wake();
  }
}

/** A line, and the streams that it has opened. */
export function fakeLine() {
  const streams: FakeStream[] = [];
  const tokens = { current: "first", refused: [] as string[], next: undefined as string | undefined };
  const connection = {
    open(_path: string, token: string | undefined, { signal }: CallOptions) {
      const stream = new FakeStream(token, signal);
      streams.push(stream);
      return stream;
    },
  };
  const bearer = {
    async token() {
      if (tokens.refused.includes(tokens.current)) {
        if (tokens.next === undefined) throw chatError("INVALID_TOKEN", Code.Unauthenticated, "no more tokens");
        tokens.current = tokens.next;
      }
      return tokens.current;
    },
    refused(token: string) {
      tokens.refused.push(token);
      return tokens.next !== undefined;
    },
  };
  const log: string[] = [];
  const line = new Line({
    connection: connection as unknown as Connection,
    bearer: bearer as unknown as Bearer,
    deadlineMs: 10_000,
    backoff: createBackoff(250, 10_000),
    log: (text) => log.push(text),
  });
  return { line, streams, tokens, log };
}
