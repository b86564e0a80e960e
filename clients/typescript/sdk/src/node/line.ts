/** The one stream in both directions: kept open, and shared by all conversations and the inbox. */

import { chatError, isTransient, toChatError } from "../errors.js";
import {
  type ChatRequest,
  ChatRequestSchema,
  ChatResponseSchema,
  ChatService,
  type FrameError,
  type Leave,
  LeaveReason,
  type ServerFrame,
} from "../gen/supportchat/v1/chat_pb.js";
import type { Message } from "../gen/supportchat/v1/resources_pb.js";
import { Code } from "../grpc/code.js";
import { detailedFailure } from "../grpc/status.js";
import { decode, encode } from "../proto/codec.js";
import { create, type Init } from "../proto/message.js";
import type { ChatError } from "../types.js";
import { backoff, pause } from "./backoff.js";
import type { Call, Connection } from "./connection.js";
import { type Bearer, isTokenRefused } from "./credentials.js";
import type { LiveInbox } from "./inbox.js";
import type { ConversationEvent } from "./types.js";

type Frame = ServerFrame["frame"];
/** Hears the answer of the server: a frame, or why there is none. */
type Answered = (answer: Frame | ChatError) => void;

/** What the line needs of a conversation. */
export interface Follower {
  readonly id: number;
  /** The seq up to which it has everything. */
  readonly cursor: number;
  /** It has no room for more. */
  readonly full: boolean;
  /** What stands at a seq; undefined where it is hidden. Returns false if what comes before it is missing. */
  arrived(seq: number, message: Message | undefined): boolean;
  told(event: ConversationEvent): void;
  /** A new stream is open: nothing of what was asked for on an earlier one will be answered. */
  opened(): void;
  fail(error: ChatError): void;
}

interface Session {
  readonly followers: Set<Follower>;
  /** The subscription that is not answered yet. What comes before its answer may have a gap. */
  asked: string | undefined;
}

/** How a stream ended, other than by a fault. */
interface Left {
  readonly afterMs: number;
}

export interface LineOptions {
  readonly connection: Connection;
  readonly bearer: Bearer;
  /** How long the server may take to say welcome. */
  readonly deadlineMs: number;
  readonly log: (line: string) => void;
}

export class Line {
  readonly #options: LineOptions;
  readonly #sessions = new Map<number, Session>();
  readonly #inboxes = new Set<LiveInbox>();
  /** By request id. */
  readonly #asked = new Map<string, Answered>();
  /** The stream, once the server has said welcome. */
  #call: Call | undefined;
  #lastRequest = 0;
  /** Failures since the last welcome. */
  #failures = 0;
  /** Refusals that are faults of the line, since the last answer to a message. */
  #faults = 0;
  #running = false;
  /** The token of the newest stream, and whether it is one that was renewed after a refusal. */
  #token = "";
  #renewed = false;
  readonly #closed = new AbortController();
  #drop: ((error: ChatError) => void) | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  follow(follower: Follower): void {
    let session = this.#sessions.get(follower.id);
    if (!session) {
      session = { followers: new Set(), asked: undefined };
      this.#sessions.set(follower.id, session);
    }
    session.followers.add(follower);
    this.subscribe(follower.id);
    if (this.#call) follower.opened();
    this.#start();
  }

  unfollow(follower: Follower): void {
    const session = this.#sessions.get(follower.id);
    if (!session?.followers.delete(follower) || session.followers.size > 0) return;
    this.#sessions.delete(follower.id);
    this.tell({ case: "unsubscribe", value: { chatSessionId: follower.id } });
  }

  /** Streams a session from where the one stands that is the furthest behind; no longer, if none has room. */
  subscribe(id: number): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    const open = [...session.followers].filter(({ full }) => !full);
    if (open.length === 0) {
      session.asked = undefined;
      this.tell({ case: "unsubscribe", value: { chatSessionId: id } });
      return;
    }
    const afterSeq = Math.min(...open.map(({ cursor }) => cursor));
    const asked = this.ask({ case: "subscribe", value: { chatSessionId: id, afterSeq } }, (answer) => {
      if (session.asked !== asked) return;
      session.asked = undefined;
      if (!(answer instanceof Error)) return;
      this.#sessions.delete(id);
      for (const follower of session.followers) follower.fail(answer);
    });
    session.asked = asked;
  }

  watch(inbox: LiveInbox): void {
    this.#inboxes.add(inbox);
    this.#subscribeInbox();
    this.#start();
  }

  unwatch(inbox: LiveInbox): void {
    this.#inboxes.delete(inbox);
  }

  /**
   * Sends a frame and hears the answer, unless the stream ends before. A refusal that is a fault of the line ends the stream. Returns the request's id; undefined if there is no stream.
   */
  ask(frame: Init<ChatRequest>["frame"], answered: Answered): string | undefined {
    if (!this.#call) return undefined;
    const requestId = String(++this.#lastRequest);
    this.#asked.set(requestId, answered);
    this.#call.send(encode(ChatRequestSchema, create(ChatRequestSchema, { requestId, ...(frame && { frame }) })));
    return requestId;
  }

  /** Sends a frame if there is a stream; whether it is answered is all the same. */
  tell(frame: Init<ChatRequest>["frame"]): void {
    this.#call?.send(encode(ChatRequestSchema, create(ChatRequestSchema, frame && { frame })));
  }

  close(): void {
    this.#closed.abort();
    this.#drop?.(chatError("CANCELED", Code.Canceled, "the client was closed"));
  }

  #start(): void {
    if (this.#running || this.#closed.signal.aborted) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closed;
    const { log } = this.#options;
    while (!signal.aborted) {
      let delay: number;
      try {
        const { afterMs } = await this.#live();
        delay = afterMs;
        log(`the server ends the stream; again in ${delay} ms`);
      } catch (thrown) {
        if (signal.aborted) return;
        const error = toChatError(thrown);
        if (isTokenRefused(error) && !this.#renewed && this.#options.bearer.refused(this.#token)) {
          this.#renewed = true;
          delay = 0;
        } else if (isTransient(error)) {
          delay = Math.max(backoff(Math.max(this.#failures, this.#faults)), error.retryAfterMs ?? 0);
          log(`off line: ${error.reason}: ${error.message}; again in ${Math.round(delay)} ms`);
        } else {
          log(`refused: ${error.reason}: ${error.message}`);
          this.#running = false;
          this.#fail(error);
          return;
        }
        this.#failures++;
      }
      await pause(delay, signal);
    }
  }

  /** One stream, from its beginning to its end. */
  async #live(): Promise<Left> {
    const { connection, bearer, deadlineMs } = this.#options;
    const abort = new AbortController();
    let reason: ChatError | undefined;
    this.#drop = (error) => {
      reason ??= error;
      abort.abort();
    };
    this.#token = await bearer.token();
    const late = chatError("NETWORK", Code.DeadlineExceeded, `no welcome within ${deadlineMs} ms`);
    const timer = setTimeout(this.#drop, deadlineMs, late);
    try {
      const call = connection.open(`/${ChatService.typeName}/Chat`, this.#token, { signal: abort.signal });
      for await (const bytes of call.messages) {
        const frame = decode(ChatResponseSchema, bytes).frame?.frame;
        if (frame?.case === "leave") return this.#left(frame.value);
        if (frame?.case === "welcome") {
          clearTimeout(timer);
          this.#welcomed(call);
        } else if (frame) {
          this.#apply(frame);
        }
        if (reason) throw reason;
      }
      throw chatError("NETWORK", Code.Unavailable, "the stream ended");
    } catch (thrown) {
      throw reason ?? thrown;
    } finally {
      clearTimeout(timer);
      this.#call = undefined;
      this.#asked.clear();
      for (const session of this.#sessions.values()) session.asked = undefined;
    }
  }

  #welcomed(call: Call): void {
    this.#options.log("on line");
    this.#failures = 0;
    this.#renewed = false;
    this.#call = call;
    for (const [id, { followers }] of this.#sessions) {
      this.subscribe(id);
      for (const follower of followers) follower.opened();
    }
    this.#subscribeInbox();
  }

  #left({ reason, reconnectAfterMs }: Leave): Left {
    // The next stream needs another token.
    if (reason === LeaveReason.TOKEN_EXPIRED || reason === LeaveReason.CREDENTIAL_REVOKED) this.#options.bearer.refused(this.#token);
    return { afterMs: reconnectAfterMs };
  }

  #subscribeInbox(): void {
    if (this.#inboxes.size === 0) return;
    this.ask({ case: "subscribeInbox", value: {} }, (answer) => {
      if (!(answer instanceof Error)) return;
      for (const inbox of this.#inboxes) inbox.fail(answer);
      this.#inboxes.clear();
    });
  }

  #apply(frame: Frame): void {
    switch (frame.case) {
      case "entry":
        this.#arrived(frame.value.chatSessionId, frame.value.seq, frame.value);
        break;
      case "hidden":
        this.#arrived(frame.value.chatSessionId, frame.value.seq, undefined);
        break;
      case "ack":
        this.#faults = 0;
        this.#answered(frame.value.requestId, frame);
        break;
      case "error":
        this.#refused(frame.value);
        break;
      case "subscribed":
        this.#answered(frame.value.requestId, frame);
        if (this.#sessions.has(frame.value.chatSessionId)) this.#told(frame.value.chatSessionId, frame);
        // It follows the inbox by itself, and nobody asked for it.
        else this.tell({ case: "unsubscribe", value: { chatSessionId: frame.value.chatSessionId } });
        break;
      case "unsubscribed":
        // If the caller may no longer see it, the server will say so.
        if (frame.value.requestId === "" && [...(this.#sessions.get(frame.value.chatSessionId)?.followers ?? [])].some(({ full }) => !full))
          this.subscribe(frame.value.chatSessionId);
        break;
      case "marks":
        if (frame.value.requestId !== "") this.#answered(frame.value.requestId, frame);
        else this.#told(frame.value.chatSessionId, frame);
        break;
      case "typing":
      case "presence":
      case "queuePosition":
      case "viewing":
        this.#told(frame.value.chatSessionId, frame);
        break;
      case "inbox":
        for (const inbox of this.#inboxes) inbox.changed(frame.value);
        break;
    }
  }

  #arrived(id: number, seq: number, message: Message | undefined): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    let gap = false;
    for (const follower of [...session.followers]) if (!follower.full && !follower.arrived(seq, message)) gap = true;
    if (gap && session.asked === undefined) this.subscribe(id);
  }

  #told(id: number, event: ConversationEvent): void {
    for (const follower of this.#sessions.get(id)?.followers ?? []) follower.told(event);
  }

  #answered(requestId: string, answer: Frame | ChatError): void {
    const answered = this.#asked.get(requestId);
    this.#asked.delete(requestId);
    answered?.(answer);
  }

  #refused({ requestId, code, message, errorInfo, badRequest, retryInfo }: FrameError): void {
    const error = detailedFailure(code, message, errorInfo, badRequest, retryInfo);
    if (!isTransient(error)) {
      this.#answered(requestId, error);
    } else if (this.#asked.has(requestId)) {
      this.#faults++;
      this.#drop?.(error);
    }
  }

  /** Nothing can be streamed with this credential. */
  #fail(error: ChatError): void {
    const followers = [...this.#sessions.values()].flatMap((session) => [...session.followers]);
    const inboxes = [...this.#inboxes];
    this.#sessions.clear();
    this.#inboxes.clear();
    for (const one of [...followers, ...inboxes]) one.fail(error);
  }
}
