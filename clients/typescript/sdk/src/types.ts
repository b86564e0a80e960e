/** What the SDK offers to the widget, the console and anyone who builds on it. Types from the proto are re-exported by `index.ts`. */

import type { Attachment, ChatSession, Marks, Message, Profile } from "./gen/supportchat/v1/resources_pb.js";

export type Unsubscribe = () => void;

/** How the one stream to the server stands. `offline` with `retryAt` (milliseconds since 1970) says when the next attempt is. */
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
  loadEarlier(): Promise<void>;
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
