/** What `@supportchat/sdk/node` offers. */

import type { AdminService } from "../gen/supportchat/v1/admin_pb.js";
import type { AgentService } from "../gen/supportchat/v1/agent_pb.js";
import type { AuditService } from "../gen/supportchat/v1/audit_pb.js";
import type { AuthService } from "../gen/supportchat/v1/auth_pb.js";
import type { ChatService, InboxChanged, ServerFrame } from "../gen/supportchat/v1/chat_pb.js";
import type { Marks, Message } from "../gen/supportchat/v1/resources_pb.js";
import type { Rpc } from "../types.js";

/** A visitor of a site, who gets a token with the first call. With `identifierHash` or `jwt` the site has proven who it is. */
export interface VisitorLogin {
  /** The site's public key; `default` if left out. */
  readonly site?: string;
  readonly name?: string;
  readonly email?: string;
  readonly externalId?: string;
  readonly identifierHash?: string;
  readonly jwt?: string;
  /** What is known of the visitor, for the agents: at most 20, with names of at most 64 characters and values of at most 255. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Tokens that were issued elsewhere, or are to be stored. */
export interface TokenPair {
  readonly token: string;
  /** What buys the next pair; it is used up by that. */
  readonly refreshToken: string;
}

/** Who calls. Exactly one of them. */
export type Credentials =
  | { readonly visitor: VisitorLogin }
  | { readonly agent: { readonly email: string; readonly password: string } }
  | { readonly apiKey: string }
  | { readonly tokens: TokenPair };

export interface Options {
  /** The server's address, such as https://chat.example.com; `http:` is HTTP/2 without TLS. */
  readonly url: string;
  readonly credentials: Credentials;
  /** How long a call may take, in milliseconds: 10,000 if left out. A call's own `timeoutMs` wins. */
  readonly deadlineMs?: number;
  /** After so much silence, in milliseconds, the connection is asked whether it lives: 10,000 if left out. */
  readonly keepAliveMs?: number;
  /** How long it may take to answer that, in milliseconds: 5,000 if left out. */
  readonly keepAliveTimeoutMs?: number;
  /** After a fault, the client waits a random time up to this, in milliseconds, before it tries again; it doubles with each failure: 250 if left out. */
  readonly firstBackoffMs?: number;
  /** What it doubles up to, in milliseconds: 10,000 if left out. */
  readonly mostBackoffMs?: number;
  /** Is told of each new pair of tokens, to store it: the one before is used up. The new one is not used before this has resolved. */
  readonly onTokens?: (pair: TokenPair) => void | Promise<void>;
  /** Gets a line about what happens on the line, for developers; never a token, never what people wrote. */
  readonly onLog?: (line: string) => void;
}

export interface ConversationOptions {
  /** The seq of the last message that the program has: the messages behind it come. 0 if left out. */
  readonly afterSeq?: number;
  /** Hears of what is not stored. */
  readonly onEvent?: (event: ConversationEvent) => void;
}

export interface StartOptions extends Omit<ConversationOptions, "afterSeq"> {
  /** For whom. A visitor leaves it out. */
  readonly userId?: number;
  /** The agent to assign it to, if they have room. */
  readonly agentId?: number;
  /** An id for the session that the program makes up: starting it again gives the same session. A new UUID if left out. */
  readonly clientSessionId?: string;
}

type Told = "subscribed" | "typing" | "marks" | "presence" | "queuePosition" | "viewing";

/** `subscribed` says how the session stands each time that the line is there, the others what changes: see ServerFrame in the proto. */
export type ConversationEvent = Extract<ServerFrame["frame"], { case: Told }>;

export interface WaitOptions {
  /** Ends the wait, with a ChatError of the reason CANCELED. What was asked for is done all the same. */
  readonly signal?: AbortSignal;
}

/** A message that the server has for good. */
export interface Sent {
  readonly seq: number;
  readonly messageId: number;
  readonly clientMessageId: string;
  readonly createdAt: Date;
}

/**
 * A session, live: an iterable of its messages behind the cursor, in order of seq, each once, whatever happens to the line. What the caller may not see is left out. It ends
 * when it is closed by the program, and throws a ChatError where repeating does not help. A session that is closed does not end it: it may be reopened. Leaving a loop leaves the
 * rest to the next one.
 *
 * At most 256 messages are held for a slow reader; the server is asked for more when half of them are read.
 */
export interface Conversation extends AsyncIterable<Message> {
  /** The session's id. */
  readonly id: number;
  /**
   * Sends a text of 1 byte to 16 KiB, and resolves once it is durable. Whatever happens to the line, it is stored once. Messages are stored in the order of the calls; at most 64
   * are on their way, the others wait. Rejects with a ChatError if it is refused, such as SESSION_CLOSED.
   *
   * `clientMessageId`, of 1 to 64 characters, is the id under which it is stored once, however often it is sent. A new UUID if left out.
   */
  send(text: string, options?: WaitOptions & { readonly clientMessageId?: string }): Promise<Sent>;
  /** Says that everything up to a seq has been received. Resolves to the caller's marks. */
  markDelivered(seq: number, options?: WaitOptions): Promise<Marks>;
  /** Says that everything up to a seq has been seen, which is received by that too. Resolves to the caller's marks. */
  markRead(seq: number, options?: WaitOptions): Promise<Marks>;
  /** Says that the caller types, or has stopped. Others let it lapse after 6 seconds. It is dropped where the line is down, or does not take it. */
  typing(stopped?: boolean): void;
  /** Ends the iteration, and every wait with a ChatError of the reason CLOSED. The session stays as it is. */
  close(): void;
}

/**
 * The sessions that the caller sees, as they are and as they change: an agent's own and those that wait. After a reconnect the present state comes again, and what has left the inbox
 * meanwhile comes as removed. Of a session whose changes wait to be read, only the newest is kept.
 */
export interface Inbox extends AsyncIterable<InboxChanged> {
  /** Ends the iteration. */
  close(): void;
}

/** What a bot does in a session. */
export type Handler = (conversation: Conversation) => Promise<void>;

export interface ServeOptions {
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Speaks to the server over one connection, and one stream that carries all conversations and the inbox. */
export interface Client {
  /** The services of the API, with the credential and the deadline put in. Their failures are {@link ChatError}s. */
  readonly chat: Rpc<typeof ChatService>;
  readonly auth: Rpc<typeof AuthService>;
  readonly agents: Rpc<typeof AgentService>;
  readonly admin: Rpc<typeof AdminService>;
  readonly audit: Rpc<typeof AuditService>;
  /** Opens a session that is there. Whether the caller may see it, reading it says. */
  conversation(id: number, options?: ConversationOptions): Conversation;
  /** Creates a session and opens it from its beginning. What a bad line spoils is repeated for as long as a call may take. */
  start(options?: StartOptions): Promise<Conversation>;
  inbox(): Inbox;
  /**
   * A bot's main loop: makes the agent available, also whenever the line has come back, and calls the handler with an open conversation, from its beginning, for each session that is active and theirs, all at the same
   * time: those from before first, then each as it comes.
   *
   * The conversation is closed once the handler has returned, and when the session is the agent's no longer, so that the iteration ends; if the session comes back, the handler is
   * called anew. What a handler fails with goes to `onLog`, or the console, and ends its own talk alone.
   *
   * Resolves when the client is closed, or the signal says so, and rejects with a ChatError where the caller is no agent or the credential is gone; the conversations are closed
   * and the handlers have returned by then.
   */
  serve(handler: Handler, options?: ServeOptions): Promise<void>;
  /** Ends everything that is open, and every wait. A process that has nothing else to do ends then. */
  close(): void;
}
