/** What the SDK offers to the widget, the console and anyone who builds on it. Types from the proto are re-exported by `index.ts`. */

import type { Widget } from "./gen/supportchat/v1/chat_pb.js";
import type { Agent, Attachment, ChatSession, Marks, Message, Participant, Profile } from "./gen/supportchat/v1/resources_pb.js";
import type { Client as RpcClient } from "./grpc/client.js";
import type { ServiceType } from "./proto/service.js";

export type Unsubscribe = () => void;

/** How the one stream to the server stands. `offline` with `retryAt` (milliseconds since 1970) says when the next attempt is; it is under way if that has passed. */
export type Connection =
  | { readonly status: "connecting" }
  | { readonly status: "online" }
  | { readonly status: "offline"; readonly since: number; readonly retryAt: number };

/** Where tokens and unsent messages survive a reload. Values are opaque strings. A store that is not there (blocked by the browser) rejects. */
export interface KeyValueStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** All pairs whose key begins so, in order of the keys. */
  list(prefix: string): Promise<[key: string, value: string][]>;
  /** Files that wait to be sent. A store without them keeps a file only as long as its page is open. */
  getBlob?(key: string): Promise<Blob | undefined>;
  setBlob?(key: string, blob: Blob): Promise<void>;
  deleteBlob?(key: string): Promise<void>;
}

/** Every failure that the SDK reports. */
export interface ChatError extends Error {
  /** A name for programs, such as SESSION_CLOSED; NETWORK where nothing answered. */
  readonly reason: string;
  /** The gRPC code, such as 9 for FAILED_PRECONDITION. */
  readonly code: number;
  /** The fields at fault, if any. */
  readonly fields: readonly { readonly field: string; readonly description: string }[];
  /** How long to wait before another try, where the server said so. */
  readonly retryAfterMs: number | undefined;
  /** What else the server says for programs, such as a limit. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retryable: boolean;
}

/** A message that the server has not acknowledged yet. It survives a reload and is sent once, in order, when the line is there. */
export interface Outgoing {
  readonly clientMessageId: string;
  readonly kind: "text" | "note" | "attachment";
  readonly text: string;
  /** Only for the kind attachment: the file's name, size and how much of it has arrived, from 0 to 1. */
  readonly file?: { readonly name: string; readonly size: number; readonly type: string; readonly progress: number };
  /** `waiting`: not sent yet, the line is down. `failed`: refused for good, `error` says why; only `retry` or `discard` move it on. */
  readonly state: "sending" | "waiting" | "failed";
  readonly error?: ChatError;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** One place in a session's log; `hidden` where the caller may not see what stands there. */
export type Entry = { readonly seq: number; readonly message: Message } | { readonly seq: number; readonly hidden: true };

/** Somebody else who is typing, or an agent who is looking. */
export interface Activity {
  readonly participant: string;
  readonly kind: "typing" | "typing-note" | "viewing";
}

/** A session as this client sees it, live. Read the fields after a `change`; they are replaced, never mutated. */
export interface Conversation {
  /** Names the conversation in this browser, before it has an id too. */
  readonly key: string;
  /** Undefined until the server has created the session. */
  readonly id: number | undefined;
  readonly session: ChatSession | undefined;
  /** Contiguous, in order of seq, ending at the newest that arrived. */
  readonly entries: readonly Entry[];
  readonly outgoing: readonly Outgoing[];
  /** By participant, as {@link participantKey} writes them: "user:1", "agent:2". */
  readonly marks: ReadonlyMap<string, Marks>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly activities: readonly Activity[];
  readonly queuePosition: number | undefined;
  /** Whether there is more before the first entry. */
  readonly hasEarlier: boolean;
  /** Whether what is there was loaded; before that, show a skeleton. */
  readonly loaded: boolean;
  /** Whether the stream has said who takes part and how far each of them is: before that, nothing is known of `marks` and `profiles`. */
  readonly followed: boolean;
  loadEarlier(): Promise<void>;
  /** Reads again what is held of the log, after something in it was erased. */
  refresh(): Promise<void>;
  /** Queues a text and returns at once. */
  send(text: string): Outgoing;
  sendNote(text: string): Outgoing;
  sendFile(file: File): Outgoing;
  retry(clientMessageId: string): void;
  /** Gives up an unsent message; its text comes back, to be edited. */
  discard(clientMessageId: string): string | undefined;
  /** Says that everything up to a seq, or all, has been seen. */
  markRead(seq?: number): void;
  /** Call it on every key press; the SDK sends as seldom as it may, and "stopped" by itself. */
  typing(note?: boolean): void;
  /** Tells the other agents that this one looks, until called with false. Only for agents. */
  viewing(on: boolean): void;
  link(attachment: Attachment): Promise<string>;
  /** `change`: any field is new. `entry`: a new entry has arrived, once for each, not for those loaded from the past. */
  on(event: "change", fn: () => void): Unsubscribe;
  on(event: "entry", fn: (entry: Entry) => void): Unsubscribe;
}

/** The methods of a service, such as `client.rpc(ChatService).getWidget({ site })`. Its failures are {@link ChatError}s. */
export type Rpc<S extends ServiceType> = RpcClient<S>;

export interface ClientOptions {
  /** The server's address, such as https://chat.example.com. */
  readonly url: string;
  /** {@link indexedDbStore}, {@link memoryStore} or {@link remoteStore}. */
  readonly store: KeyValueStore;
  /** Gets a line about what happens on the line, for developers; never what people wrote. */
  readonly onLog?: (line: string) => void;
}

/** How a site proves who a visitor is. */
export type VisitorIdentity = { readonly userId: string; readonly identifierHash: string } | { readonly jwt: string };

/** What is told about where a visitor is; as in the proto's Visit. What is too long is cut. */
export interface VisitInit {
  readonly pageUrl?: string;
  readonly pageTitle?: string;
  readonly referrer?: string;
  readonly locale?: string;
  readonly timeZone?: string;
}

export interface VisitorOptions extends ClientOptions {
  /** Whether an anonymous visitor who has never written is left alone: the server hears of them with their first conversation, not with each page that they look at. */
  readonly lazy?: boolean;
  /** The site's public key. */
  readonly site: string;
  /** Left out for an anonymous visitor. */
  readonly identity?: VisitorIdentity;
  readonly name?: string;
  readonly email?: string;
  readonly visit?: VisitInit;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What visitors and agents have in common. */
export interface Client {
  readonly connection: Connection;
  /** Undefined until the first token is there. */
  readonly me: Participant | undefined;
  /** The sessions of the inbox, the newest first: a visitor's own, for an agent what waits and what is theirs. Replaced when it changes. */
  readonly conversations: readonly ChatSession[];
  /** Whether the inbox has been read from the server. */
  readonly loaded: boolean;
  /** The one object of a session; it loads its newest messages when it is first asked for. */
  conversation(id: number): Conversation;
  rpc<S extends ServiceType>(service: S): Rpc<S>;
  on(event: "connection", fn: (connection: Connection) => void): Unsubscribe;
  /** The field conversations, loaded or, for visitors, unsent is new. */
  on(event: "conversations", fn: () => void): Unsubscribe;
  /** A session of the inbox is new, has changed or has left it, as the server says it. */
  on(event: "inbox", fn: (change: InboxChange) => void): Unsubscribe;
  /** A new entry has arrived in any session that is streamed. It is there once in each tab. */
  on(event: "entry", fn: (chatSessionId: number, entry: Entry) => void): Unsubscribe;
  /** The credential is gone for good: log in again. */
  on(event: "signedOut", fn: () => void): Unsubscribe;
  /** The server refuses to let the client in, such as IDENTITY_NOT_PROVEN or ORIGIN_NOT_ALLOWED. */
  on(event: "error", fn: (error: ChatError) => void): Unsubscribe;
  /** Ends the stream and all timers. Tokens and unsent messages stay in the store. */
  close(): void;
}

export interface InboxChange {
  /** Where `removed`, only its id is given. */
  readonly session: ChatSession;
  readonly removed: boolean;
}

/** Some of what a visitor says of themselves; what is left out stays. */
export interface VisitorUpdate {
  readonly name?: string;
  readonly email?: string;
  readonly visit?: VisitInit;
  /** An empty value removes an attribute. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface VisitorClient extends Client {
  /** Conversations that were begun and that the server has not created yet, from before a reload too. */
  readonly unsent: readonly Conversation[];
  /** Begins a conversation, off line too: the server hears of it with its first message. */
  newConversation(): Conversation;
  /** How the site's widget looks, and whether anybody is there. It needs no token. */
  widget(): Promise<Widget>;
  update(visitor: VisitorUpdate): Promise<void>;
  rate(chatSessionId: number, score: number, comment?: string): Promise<void>;
  end(chatSessionId: number): Promise<void>;
  /** Forgets the visitor in this browser: revokes the token, drops what is unsent. The client is closed by it. */
  reset(): Promise<void>;
}

export interface AgentClient extends Client {
  /** `restoring` until the store has been read. */
  readonly state: "restoring" | "signed-out" | "signed-in";
  /** The agent who is logged in, as they were last heard of. */
  readonly agent: Agent | undefined;
  login(email: string, password: string): Promise<Agent>;
  logout(): Promise<void>;
  on(event: "state", fn: () => void): Unsubscribe;
  on(event: "connection", fn: (connection: Connection) => void): Unsubscribe;
  on(event: "conversations" | "signedOut", fn: () => void): Unsubscribe;
  on(event: "inbox", fn: (change: InboxChange) => void): Unsubscribe;
  on(event: "entry", fn: (chatSessionId: number, entry: Entry) => void): Unsubscribe;
  on(event: "error", fn: (error: ChatError) => void): Unsubscribe;
}
