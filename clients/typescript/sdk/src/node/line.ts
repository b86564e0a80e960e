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
  type Subscribed,
} from "../gen/supportchat/v1/chat_pb.js";
import type { Message } from "../gen/supportchat/v1/resources_pb.js";
import { Code } from "../grpc/code.js";
import { detailedFailure } from "../grpc/status.js";
import { decode, encode } from "../proto/codec.js";
import { create, type Init } from "../proto/message.js";
import type { ChatError } from "../types.js";
import { type Backoff, pause } from "./backoff.js";
import { type Call, type Connection, closedError } from "./connection.js";
import { type Bearer, isTokenRefused } from "./credentials.js";
import type { LiveInbox } from "./inbox.js";
import type { ConversationEvent } from "./types.js";

export type Frame = ServerFrame["frame"];
/** Hears the answer of the server: a frame, or why there is none. */
type Answered = (answer: Frame | ChatError) => void;

/** A frame as it goes over the stream. */
export interface Outgoing {
  readonly id: string;
  readonly bytes: Uint8Array;
}

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
  /** It cannot be read. */
  fail(error: ChatError): void;
  /** It can neither be read nor written, and nothing more is answered. */
  abandon(error: ChatError): void;
}

/** A session that is read, by those who read it. The stream has one cursor for it: that of the one who is furthest behind and has room. The others drop what they have. */
interface Session {
  readonly readers: Set<Follower>;
  /** Whether it is asked for on this stream, and up to where the stream has told of it. */
  subscribed: boolean;
  seq: number;
  /** The subscription that is not answered yet. What comes before its answer may have a gap. */
  asked: string | undefined;
  /** Refusals in a row that may pass, and what tries again. */
  refusals: number;
  timer: NodeJS.Timeout | undefined;
}

/** A stream that ends sooner than this after its welcome is not opened again at once, whatever the server says. */
const SHORT_LIVED_MS = 1000;
/** There is one inbox on a stream. Its frames name no request. */
const INBOX_ID = "inbox";

export interface LineOptions {
  readonly connection: Connection;
  readonly bearer: Bearer;
  /** How long the server may take to say welcome. */
  readonly deadlineMs: number;
  readonly backoff: Backoff;
  readonly log: (line: string) => void;
}

export class Line {
  readonly backoff: Backoff;
  readonly #options: LineOptions;
  /** All conversations that are read, or have something to say. */
  readonly #followers = new Set<Follower>();
  readonly #sessions = new Map<number, Session>();
  readonly #inboxes = new Set<LiveInbox>();
  #inboxRefusals = 0;
  #inboxTimer: NodeJS.Timeout | undefined;
  /** By request id: what is asked on this stream. */
  readonly #asked = new Map<string, Answered>();
  /** The stream, once the server has said welcome. */
  #call: Call | undefined;
  #lastRequest = 0;
  /** Failures since the last welcome, and streams that were short-lived. */
  #failures = 0;
  #welcomedAt: number | undefined;
  #running = false;
  /** The token of the newest stream, and whether it is one that was renewed after a refusal. */
  #token = "";
  #renewed = false;
  readonly #closed = new AbortController();
  #drop: ((error: ChatError) => void) | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.backoff = options.backoff;
  }

  follow(follower: Follower): void {
    let session = this.#sessions.get(follower.id);
    if (!session) {
      session = { readers: new Set(), subscribed: false, seq: 0, asked: undefined, refusals: 0, timer: undefined };
      this.#sessions.set(follower.id, session);
    }
    this.#followers.add(follower);
    session.readers.add(follower);
    this.#subscribe(follower.id, session);
    this.#start();
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower);
    const session = this.#sessions.get(follower.id);
    if (session?.readers.delete(follower)) this.adjust(follower.id);
  }

  /** Somebody who reads a session has no room any more, or has it again, or reads it no more. */
  adjust(id: number): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    const open = [...session.readers].filter(({ full }) => !full);
    if (open.length === 0) {
      if (session.subscribed) this.#unsubscribe(id);
      this.#forget(session);
      if (session.readers.size === 0) this.#sessions.delete(id);
    } else if (!session.subscribed || open.some(({ cursor }) => cursor < session.seq)) {
      this.#subscribe(id, session);
    }
  }

  watch(inbox: LiveInbox): void {
    this.#inboxes.add(inbox);
    this.#subscribeInbox();
    this.#start();
  }

  unwatch(inbox: LiveInbox): void {
    this.#inboxes.delete(inbox);
    if (this.#inboxes.size === 0) clearTimeout(this.#inboxTimer);
  }

  frame(frame: Init<ChatRequest>["frame"], id = String(++this.#lastRequest)): Outgoing {
    return { id, bytes: encode(ChatRequestSchema, create(ChatRequestSchema, { requestId: id, ...(frame && { frame }) })) };
  }

  /** Sends a frame and hears the answer, unless the stream ends before. Returns false if there is no stream. */
  ask({ id, bytes }: Outgoing, answered: Answered): boolean {
    if (!this.#call) return false;
    this.#asked.set(id, answered);
    this.#call.send(bytes);
    return true;
  }

  /** Sends a frame that may as well be lost. */
  hint(frame: Init<ChatRequest>["frame"]): void {
    if (this.#call?.behind === false) this.#call.send(this.frame(frame).bytes);
  }

  close(): void {
    this.#closed.abort();
    this.#drop?.(closedError("the client"));
  }

  #start(): void {
    if (this.#running || this.#closed.signal.aborted) return;
    this.#running = true;
    void this.#run();
  }

  /** Keeps a stream open while there is something for it to carry. */
  async #run(): Promise<void> {
    const { signal } = this.#closed;
    const { log } = this.#options;
    while (this.#followers.size > 0 || this.#inboxes.size > 0) {
      let delay: number;
      try {
        const { reconnectAfterMs } = await this.#live();
        delay = this.#lived() < SHORT_LIVED_MS ? Math.max(reconnectAfterMs, this.backoff(this.#failures++)) : reconnectAfterMs;
        log(`the server ends the stream; again in ${Math.round(delay)} ms`);
      } catch (thrown) {
        if (signal.aborted) break;
        const error = toChatError(thrown);
        if (isTokenRefused(error) && !this.#renewed && this.#options.bearer.refused(this.#token)) {
          this.#renewed = true;
          // One that was refused in a stream is not tried again at once.
          delay = this.#welcomedAt === undefined ? 0 : this.backoff(this.#failures++);
        } else if (isTransient(error)) {
          this.#renewed = false;
          delay = Math.max(this.backoff(this.#failures++), error.retryAfterMs ?? 0);
          log(`off line: ${error.reason}: ${error.message}; again in ${Math.round(delay)} ms`);
        } else {
          delay = 0;
          log(`refused: ${error.reason}: ${error.message}`);
          this.#renewed = false;
          this.#fail(error);
        }
      }
      await pause(delay, signal);
      if (signal.aborted) break;
    }
    this.#running = false;
  }

  /** One stream, from its beginning to the leave that ends it. Fails where it ends in any other way. */
  async #live(): Promise<Leave> {
    const { connection, bearer, deadlineMs } = this.#options;
    const abort = new AbortController();
    let reason: ChatError | undefined;
    this.#drop = (error) => {
      reason ??= error;
      abort.abort();
    };
    this.#welcomedAt = undefined;
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
        } else if (frame && this.#call) {
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
      for (const session of this.#sessions.values()) this.#forget(session);
    }
  }

  #welcomed(call: Call): void {
    this.#options.log("on line");
    this.#welcomedAt = Date.now();
    this.#failures = 0;
    this.#renewed = false;
    this.#call = call;
    for (const [id, session] of this.#sessions) this.#subscribe(id, session);
    for (const inbox of this.#inboxes) inbox.opened();
    this.#subscribeInbox();
    for (const follower of this.#followers) follower.opened();
  }

  #lived(): number {
    return this.#welcomedAt === undefined ? 0 : Date.now() - this.#welcomedAt;
  }

  #left(leave: Leave): Leave {
    // The next stream needs another token. Where there is none, that stream is refused.
    if (leave.reason === LeaveReason.TOKEN_EXPIRED || leave.reason === LeaveReason.CREDENTIAL_REVOKED) this.#options.bearer.refused(this.#token);
    return leave;
  }

  /** Streams a session from where the reader stands who is the furthest behind. */
  #subscribe(id: number, session: Session): void {
    const cursors = [...session.readers].filter(({ full }) => !full).map(({ cursor }) => cursor);
    if (!this.#call || cursors.length === 0) return;
    this.#forget(session);
    const afterSeq = Math.min(...cursors);
    const outgoing = this.frame({ case: "subscribe", value: { chatSessionId: id, afterSeq } });
    session.subscribed = true;
    session.seq = afterSeq;
    session.asked = outgoing.id;
    this.ask(outgoing, (answer) => {
      if (session.asked !== outgoing.id) return;
      session.asked = undefined;
      if (!(answer instanceof Error)) {
        session.refusals = 0;
      } else if (isTransient(answer)) {
        session.subscribed = false;
        session.timer = setTimeout(() => this.adjust(id), Math.max(this.backoff(session.refusals++), answer.retryAfterMs ?? 0));
      } else {
        // A place that the session does not have is the fault of who reads from there.
        const failed = [...session.readers].filter(({ cursor }) => answer.code !== Code.InvalidArgument || cursor === afterSeq);
        session.subscribed = false;
        for (const reader of failed) {
          session.readers.delete(reader);
          reader.fail(answer);
        }
        this.adjust(id);
      }
    });
  }

  #forget(session: Session): void {
    session.subscribed = false;
    session.asked = undefined;
    clearTimeout(session.timer);
  }

  #unsubscribe(id: number): void {
    // With a request's id: without one, the answer would say that the caller may no longer see it.
    this.#call?.send(this.frame({ case: "unsubscribe", value: { chatSessionId: id } }).bytes);
  }

  #subscribeInbox(): void {
    clearTimeout(this.#inboxTimer);
    if (!this.#call || this.#inboxes.size === 0) return;
    this.ask(this.frame({ case: "subscribeInbox", value: {} }, INBOX_ID), (answer) => {
      if (!(answer instanceof Error)) return;
      if (isTransient(answer)) {
        this.#inboxTimer = setTimeout(() => this.#subscribeInbox(), Math.max(this.backoff(this.#inboxRefusals++), answer.retryAfterMs ?? 0));
      } else {
        for (const inbox of this.#inboxes) inbox.fail(answer);
      }
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
        this.#answered(frame.value.requestId, frame);
        break;
      case "error":
        this.#refused(frame.value);
        break;
      case "subscribed":
        this.#subscribed(frame.value, frame);
        break;
      case "unsubscribed":
        // If the caller may no longer see it, the answer to another subscription says so.
        if (frame.value.requestId === "") this.#lost(frame.value.chatSessionId);
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
      case "inboxListed":
        this.#inboxRefusals = 0;
        for (const inbox of this.#inboxes) inbox.listed();
        break;
      case "inbox":
        for (const inbox of this.#inboxes) inbox.changed(frame.value);
        break;
    }
  }

  #subscribed({ requestId, chatSessionId }: Subscribed, frame: ConversationEvent): void {
    if (requestId !== "") this.#answered(requestId, frame);
    // It follows by itself, since it is in the inbox, and nobody reads it.
    else if (!this.#sessions.has(chatSessionId)) this.#unsubscribe(chatSessionId);
    this.#told(chatSessionId, frame);
  }

  #arrived(id: number, seq: number, message: Message | undefined): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    let gap = false;
    for (const reader of [...session.readers]) {
      if (reader.full) continue;
      if (reader.arrived(seq, message)) session.seq = Math.max(session.seq, seq);
      else gap = true;
    }
    if (gap && session.subscribed && session.asked === undefined) this.#subscribe(id, session);
  }

  #lost(id: number): void {
    const session = this.#sessions.get(id);
    if (!session?.subscribed) return;
    this.#forget(session);
    this.adjust(id);
  }

  #told(id: number, event: ConversationEvent): void {
    for (const reader of this.#sessions.get(id)?.readers ?? []) reader.told(event);
  }

  #answered(requestId: string, answer: Frame | ChatError): void {
    const answered = this.#asked.get(requestId);
    this.#asked.delete(requestId);
    answered?.(answer);
  }

  #refused({ requestId, code, message, errorInfo, badRequest, retryInfo }: FrameError): void {
    const error = detailedFailure(code, message, errorInfo, badRequest, retryInfo);
    this.#options.log(`a frame was refused: ${error.reason}: ${error.message}`);
    this.#answered(requestId, error);
  }

  /** Nothing can be streamed with this credential. */
  #fail(error: ChatError): void {
    for (const follower of [...this.#followers]) follower.abandon(error);
    for (const inbox of [...this.#inboxes]) inbox.fail(error);
  }
}
