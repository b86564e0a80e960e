/** What visitors' and agents' clients have in common: one stream for all tabs, the inbox, the conversations, the outbox. */

import { type Host, LiveConversation } from "./conversation.js";
import { Credentials, type Login } from "./credentials.js";
import { chatError, toChatError } from "./errors.js";
import { Emitter } from "./events.js";
import { AuthService } from "./gen/supportchat/v1/auth_pb.js";
import { ChatService, InboxChangedSchema, type ServerFrame, SubscribedSchema, UnsubscribedSchema } from "./gen/supportchat/v1/chat_pb.js";
import {
  type ChatSession,
  ChatSessionStatus,
  type Message,
  type Participant,
  ParticipantSchema,
  ParticipantType,
} from "./gen/supportchat/v1/resources_pb.js";
import { createClient, type Client as RpcClient, type Transport } from "./grpc/client.js";
import { Code } from "./grpc/code.js";
import { Inbox } from "./inbox.js";
import { Tabs } from "./leader.js";
import { Outbox, type Stored } from "./outbox.js";
import type { Platform } from "./platform.js";
import { create } from "./proto/message.js";
import type { ServiceType } from "./proto/service.js";
import { overlay, type Store } from "./store/overlay.js";
import { Line } from "./stream.js";
import { pack, type TabMessage, unpack } from "./tab-messages.js";
import { createTransport, isReachable } from "./transport.js";
import type { ChatError, Client, ClientOptions, Connection, Conversation, Entry, InboxChange, Rpc } from "./types.js";
import { upload } from "./upload.js";
import { participantKey } from "./values.js";
import { Watched } from "./watched.js";

/** How long a session that is new may take until the stream carries it. */
const FOLLOWS_WITHIN_MS = 500;

export interface CoreOptions extends ClientOptions {
  readonly platform: Platform;
  /** Names the browser profile's visitor or agent: its tabs share what they have under this name. */
  readonly scope: string;
  readonly kind: ParticipantType.USER | ParticipantType.AGENT;
  readonly issue?: (bare: RpcClient<typeof AuthService>) => Promise<Login>;
  /** All sessions of the inbox. */
  readonly list: (chat: RpcClient<typeof ChatService>) => Promise<ChatSession[]>;
  /** Whether a session that may be read may be streamed as well; all may if not given. */
  readonly mayFollow?: (session: ChatSession) => boolean;
  /** Whether a session stays in the inbox. */
  readonly keep: (session: ChatSession) => boolean;
  readonly agentCalls?: {
    readonly addNote: (transport: Transport, id: number, stored: Stored) => Promise<Message | undefined>;
    readonly viewing: (transport: Transport, id: number, stopped: boolean) => Promise<unknown>;
  };
  /** Creates the session of a conversation that was begun here. */
  readonly begin?: (conversation: string) => Promise<number>;
  readonly onGone?: () => void;
  readonly onTabMessage?: (message: TabMessage) => void;
}

type Events = {
  connection: (connection: Connection) => void;
  conversations: () => void;
  inbox: (change: InboxChange) => void;
  entry: (chatSessionId: number, entry: Entry) => void;
  signedOut: () => void;
  error: (error: ChatError) => void;
  state: () => void;
};

export class Core implements Client {
  readonly options: CoreOptions;
  readonly store: Store;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly chat: RpcClient<typeof ChatService>;
  /** Without a credential. */
  readonly bare: Transport;
  readonly outbox: Outbox;
  readonly events = new Emitter<Events>();
  readonly tabs: Tabs;
  readonly #line: Line;
  readonly #host: Host;
  readonly #inbox = new Inbox();
  /** By key; those with an id by that too. */
  readonly #conversations = new Map<string, LiveConversation>();
  readonly #watched: Watched;
  /** Sessions that were asked for and are not in the inbox. */
  readonly #others = new Map<number, ChatSession>();
  readonly #unwatch: () => void;
  #connection: Connection = { status: "connecting" };
  #me: Participant | undefined;
  #active = false;
  #closed = false;
  #checking: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CoreOptions) {
    const { platform, scope } = options;
    const url = options.url.replace(/\/+$/, "");
    this.options = { ...options, url };
    this.store = overlay(options.store);
    this.bare = createTransport(url);
    const auth = createClient(AuthService, this.bare);
    this.credentials = new Credentials({
      store: this.store,
      key: `${scope}/token`,
      locks: platform.locks,
      auth,
      ...(options.issue && { issue: () => options.issue?.(auth) ?? Promise.reject(new Error("unreachable")) }),
      onLogin: ({ id }) => this.#be(id),
      onGone: () => options.onGone?.(),
    });
    this.transport = createTransport(url, this.credentials, () => this.#hint("doubt"));
    this.chat = createClient(ChatService, this.transport);
    this.outbox = new Outbox({
      store: this.store,
      prefix: `${scope}/outbox/`,
      send: (conversation, stored, progress, update) => this.#send(conversation, stored, progress, update),
      // A visitor's have a scope of their own, and may be written before the server knows the visitor.
      me: () => (options.kind === ParticipantType.AGENT && this.#me ? participantKey(this.#me) : undefined),
      leading: () => this.#active && this.tabs.leading,
      offline: () => this.#connection.status === "offline",
      onChange: (conversation, stored) => {
        this.#conversations.get(conversation)?.changed();
        if (stored) this.#post({ type: "outbox", conversation });
      },
      onProgress: (conversation, clientMessageId, state, progress) =>
        this.#post({ type: "progress", conversation, clientMessageId, state, progress }),
    });
    this.#watched = new Watched({
      at: (id) => this.at(id),
      leading: () => this.tabs.leading,
      post: (message) => this.#post(message),
      renew: () => this.#line.renew(),
    });
    this.#host = {
      chat: this.chat,
      outbox: this.outbox,
      url,
      me: () => participantKey(this.#me),
      session: (id) => this.#inbox.get(id) ?? this.#others.get(id),
      fetch: async (id) => {
        const { chatSession } = await this.chat.getChatSession({ id });
        if (!chatSession) throw chatError("SESSION_NOT_FOUND", Code.NotFound, "there is no such session");
        this.#others.set(id, chatSession);
        return chatSession;
      },
      watch: (conversation) => {
        const { id = 0, session, cursor } = conversation;
        // The server would refuse the stream.
        if (!session || options.mayFollow?.(session) !== false) this.#watched.watch(id, cursor);
      },
      arrived: (conversation, entry) => this.#arrived(conversation, entry),
      tellViewing: options.agentCalls && ((id, stopped) => options.agentCalls?.viewing(this.transport, id, stopped) ?? Promise.resolve()),
    };
    this.#line = new Line({
      open: (signal) => this.#subscribe(signal),
      probe: (timeoutMs) => isReachable(url, timeoutMs),
      onFrame: (frame) => {
        this.#apply(frame);
        if (frame.case !== "welcome") this.#post({ type: "frame", frame: pack(frame) });
      },
      onState: (connection) => this.#setConnection(connection),
      onRefused: (error) => this.#refused(error),
    });
    this.tabs = new Tabs({
      name: scope,
      platform,
      onLead: (leading) => this.#lead(leading),
      onMessage: (message: TabMessage) => this.#receive(message),
      beat: (): TabMessage => ({ type: "cursors", cursors: this.#watched.cursors() }),
    });
    this.#unwatch = platform.watchLine(
      () => this.#hint("hope"),
      () => this.#hint("doubt"),
    );
  }

  get connection(): Connection {
    return this.#connection;
  }
  get me(): Participant | undefined {
    return this.#me;
  }
  get conversations(): readonly ChatSession[] {
    return this.#inbox.list;
  }
  get loaded(): boolean {
    return this.#inbox.loaded;
  }
  get closed(): boolean {
    return this.#closed;
  }

  on<Name extends keyof Events>(event: Name, fn: Events[Name]) {
    return this.events.on(event, fn);
  }

  rpc<S extends ServiceType>(service: S): Rpc<S> {
    return createClient(service, this.transport);
  }

  conversation(id: number): Conversation {
    const conversation = this.at(id);
    conversation.load();
    return conversation;
  }

  /** The one object of a session, loaded or not. */
  at(id: number): LiveConversation {
    const key = String(id);
    let conversation = this.#conversations.get(key);
    if (!conversation) {
      conversation = new LiveConversation(this.#host, key, id);
      this.#conversations.set(key, conversation);
    }
    return conversation;
  }

  /** The one object of a conversation that the server may not know yet. */
  begun(key: string): LiveConversation {
    let conversation = this.#conversations.get(key);
    if (!conversation) {
      conversation = new LiveConversation(this.#host, key, undefined);
      this.#conversations.set(key, conversation);
    }
    return conversation;
  }

  /** A conversation that was begun has its session now. */
  assign(key: string, id: number, session?: ChatSession): void {
    this.outbox.rename(key, String(id));
    // The stream may have told of the session already, or somebody asked for it by its id.
    const known = this.#conversations.get(String(id));
    const conversation = this.#conversations.get(key) ?? known ?? this.begun(key);
    this.#conversations.set(key, conversation);
    this.#conversations.set(String(id), conversation);
    if (conversation.id === undefined) conversation.assign(id);
    if (known && known !== conversation) conversation.adopt(known);
    this.#inbox.touch(id);
    if (session && this.#inbox.put(session)) this.events.emit("conversations");
    this.#watched.add(id);
    this.#checkStreamed();
    conversation.heal(session?.lastSeq ?? 1);
  }

  /** Begins to connect: there is somebody to connect as. */
  start(): void {
    if (this.#active || this.#closed) return;
    this.#active = true;
    void this.outbox.load();
    for (const conversation of this.#conversations.values()) conversation.nudge();
    if (this.tabs.leading) this.#line.start();
    else this.#post({ type: "hello" });
  }

  /** Nobody is logged in any more. */
  stop(): void {
    this.#active = false;
    this.#line.stop();
    this.#me = undefined;
    this.outbox.drop();
    for (const conversation of this.#conversations.values()) conversation.close();
    this.#conversations.clear();
    this.#watched.clear();
    this.#inbox.clear();
    this.#setConnection({ status: "connecting" });
    this.events.emit("conversations");
  }

  close(): void {
    this.#closed = true;
    this.#active = false;
    this.#watched.close();
    clearTimeout(this.#checking);
    this.#unwatch();
    this.#line.stop();
    this.tabs.close();
    this.outbox.close();
    for (const conversation of this.#conversations.values()) conversation.close();
  }

  /** A call has answered with a session. */
  changed(session: ChatSession): void {
    this.#inbox.touch(session.id);
    this.#inboxChanged(session, false);
  }

  /** Drops the log-in and what is unsent from the store. */
  async forget(): Promise<void> {
    const begun = async () => {
      for (const [key] of await this.store.list(`${this.options.scope}/begun/`)) await this.store.delete(key);
    };
    // At once: a renewal that is under way may hold up the first.
    await Promise.all([this.credentials.forget(), begun(), this.outbox.clear()]);
  }

  /** Has the server refuse a token. Off line, it just lapses. */
  async revoke(token: string | undefined): Promise<void> {
    if (token === undefined) return;
    const transport = createTransport(this.options.url, { token: async () => token, refused: () => {} });
    await createClient(AuthService, transport)
      .revokeToken({})
      .catch(() => {});
  }

  post(message: TabMessage): void {
    this.#post(message);
  }

  #post(message: TabMessage): void {
    this.tabs?.post(message);
  }

  #log(line: string): void {
    this.options.onLog?.(line);
  }

  /** The leader holds the line. Its timers may be slow, in the background; this tab is the one that is looked at. */
  #hint(type: "hope" | "doubt"): void {
    if (!this.#active) return;
    if (!this.tabs.leading) this.#post({ type });
    else if (type === "hope") this.#line.nudge();
    else this.#line.doubt();
  }

  #be(id: number): void {
    if (this.#me?.id !== id) this.#me = create(ParticipantSchema, { type: this.options.kind, id });
  }

  #setConnection(connection: Connection): void {
    const before = this.#connection;
    if (before.status === connection.status && connection.status !== "offline") return;
    // Between two tries of a line that is down, a notice about it should not blink.
    this.#connection = connection;
    if (connection.status === "offline") this.#log(`off line, next try in ${connection.retryAt - Date.now()} ms`);
    else this.#log(connection.status);
    if (connection.status !== "online") for (const conversation of this.#conversations.values()) conversation.clearActivities();
    if (this.tabs.leading) this.#post({ type: "connection", connection });
    this.events.emit("connection", connection);
    if (connection.status === "online") {
      if (this.tabs.leading) this.outbox.nudge();
      this.#checkStreamed();
      for (const conversation of this.#conversations.values()) conversation.nudge();
    }
  }

  #lead(leading: boolean): void {
    this.#log(leading ? "this tab leads" : "another tab leads");
    if (!this.#active) return;
    if (leading) {
      this.#line.start();
      this.outbox.nudge();
    } else {
      this.#line.stop();
      this.#post({ type: "hello" });
    }
  }

  async *#subscribe(signal: AbortSignal) {
    // Before the first stream it has to be known what to stream; later streams are not held up.
    if (!this.#inbox.loaded) await this.#list();
    const sessions = this.#watched.opening().map(([chatSessionId, afterSeq]) => ({ chatSessionId, afterSeq }));
    const listing = this.#inbox.listing();
    try {
      for await (const response of this.chat.subscribe({ sessions, inbox: true }, { signal })) {
        if (signal.aborted) return;
        const frame = response.frame?.frame;
        if (frame?.case === "inbox" && frame.value.chatSession) listing.add(frame.value.chatSession.id);
        // Nothing else tells of what left the inbox before this stream was open.
        if (frame?.case === "inboxListed") this.#listed(listing);
        yield response;
      }
    } finally {
      this.#inbox.abandon(listing);
    }
  }

  /** Reads the inbox from the server. */
  async #list(): Promise<void> {
    const listing = this.#inbox.listing();
    try {
      const sessions = (await this.options.list(this.chat)).filter(this.options.keep);
      // A later listing may have been faster.
      if (!this.#active || this.#inbox.loaded) return;
      for (const session of sessions) if (!listing.has(session.id)) this.#inbox.put(session);
      for (const session of sessions) listing.add(session.id);
      this.#listed(listing);
      for (const session of sessions) this.#follow(session);
    } finally {
      this.#inbox.abandon(listing);
    }
  }

  #listed(listing: Set<number>): void {
    this.#settle(listing);
    this.events.emit("conversations");
    this.#post(this.#state());
  }

  /** What has left the inbox unseen may still be looked at: it is shown as it was until the server has said how it is. */
  #settle(listing: Set<number>): void {
    for (const session of this.#inbox.settle(listing)) {
      if (!this.#conversations.has(String(session.id))) continue;
      this.#others.set(session.id, session);
      const settled = (removed: boolean, now = session) => {
        // A frame may have been faster.
        if (!this.#active || this.#inbox.get(session.id)) return;
        if (removed) {
          this.#others.delete(session.id);
          this.#watched.delete(session.id);
        }
        this.#conversations.get(String(session.id))?.changed();
        this.events.emit("inbox", { session: now, removed });
        this.events.emit("conversations");
      };
      void this.#host.fetch(session.id).then(
        (now) => settled(false, now),
        (thrown) => {
          if (toChatError(thrown).code === Code.NotFound) settled(true);
          // The next listing asks again.
          else if (this.#active && !this.#inbox.get(session.id) && this.#inbox.put(session)) this.events.emit("conversations");
        },
      );
    }
  }

  #state(): TabMessage {
    const frames: ServerFrame["frame"][] = this.conversations.map((chatSession) => ({
      case: "inbox",
      value: create(InboxChangedSchema, { chatSession }),
    }));
    for (const id of this.#watched.ids) {
      const { cursor, marks, profiles, queuePosition } = this.at(id);
      const value = create(SubscribedSchema, { chatSessionId: id, lastSeq: cursor, marks: [...marks.values()], profiles: [...profiles.values()] });
      frames.push({ case: "subscribed", value });
      if (queuePosition !== undefined) {
        frames.push({ case: "queuePosition", value: { $typeName: "supportchat.v1.QueuePosition", chatSessionId: id, position: queuePosition } });
      }
    }
    const inbox = this.conversations.map((session) => session.id);
    return { type: "state", me: this.#me?.id, connection: this.#connection, loaded: this.loaded, inbox, frames: frames.map(pack) };
  }

  /** Streams the caller's own sessions from where they stand. */
  #follow(session: ChatSession): void {
    const mine = this.options.kind === ParticipantType.AGENT ? session.agentId === this.#me?.id : true;
    if (!mine || this.#watched.has(session.id)) return;
    const conversation = this.at(session.id);
    conversation.skipTo(session.lastSeq);
    this.#watched.watch(session.id, conversation.cursor);
  }

  /**
   * A session that is new to the caller follows by itself on the open stream, from its beginning. One that began while the stream was being opened does
   * not, and has to be named.
   */
  #checkStreamed(): void {
    this.#checking ??= setTimeout(() => {
      this.#checking = undefined;
      if (!this.#active || !this.tabs.leading || this.#connection.status !== "online") return;
      for (const session of this.conversations) if (session.status !== ChatSessionStatus.CLOSED) this.#follow(session);
      if (this.#watched.lacking) this.#line.renew();
    }, FOLLOWS_WITHIN_MS);
  }

  #arrived(conversation: LiveConversation, entry: Entry): void {
    const { id } = conversation;
    if (id === undefined) return;
    this.#inbox.bump(id, entry.seq);
    const other = this.#others.get(id);
    if (other) this.#others.set(id, { ...other, lastSeq: Math.max(other.lastSeq, entry.seq) });
    const own = "message" in entry && participantKey(entry.message.sender) === participantKey(this.#me);
    const concerned = this.options.kind === ParticipantType.USER || this.#host.session(id)?.agentId === this.#me?.id;
    if (this.tabs.leading && !own && concerned) conversation.markDelivered(entry.seq);
    this.events.emit("entry", id, entry);
    this.events.emit("conversations");
  }

  #apply(frame: ServerFrame["frame"]): void {
    switch (frame.case) {
      case "entry":
        this.at(frame.value.chatSessionId).arrive({ seq: frame.value.seq, message: frame.value });
        break;
      case "hidden":
        this.at(frame.value.chatSessionId).arrive({ seq: frame.value.seq, hidden: true });
        break;
      case "subscribed": {
        const conversation = this.at(frame.value.chatSessionId);
        this.#watched.subscribed(frame.value.chatSessionId);
        for (const marks of frame.value.marks) conversation.setMarks(marks);
        for (const profile of frame.value.profiles) conversation.setProfile(profile);
        break;
      }
      case "unsubscribed":
        this.#watched.unsubscribed(frame.value.chatSessionId);
        break;
      case "marks":
        if (frame.value.marks) this.at(frame.value.chatSessionId).setMarks(frame.value.marks);
        break;
      case "typing": {
        const { chatSessionId, participant, note, stopped } = frame.value;
        this.at(chatSessionId).setActivity(participantKey(participant), note ? "typing-note" : "typing", stopped);
        break;
      }
      case "viewing":
        this.at(frame.value.chatSessionId).setActivity(participantKey(frame.value.participant), "viewing", frame.value.stopped);
        break;
      case "presence":
        if (frame.value.profile) this.at(frame.value.chatSessionId).setProfile(frame.value.profile);
        break;
      case "queuePosition":
        this.at(frame.value.chatSessionId).setQueuePosition(frame.value.position);
        break;
      case "inbox":
        if (frame.value.chatSession) this.#inboxChanged(frame.value.chatSession, frame.value.removed);
        break;
    }
  }

  #inboxChanged(session: ChatSession, removed: boolean): void {
    const known = this.#others.has(session.id);
    if (known && !removed) this.#others.set(session.id, session);
    const stays = !removed && this.options.keep(session);
    // What has left the inbox may still be looked at.
    if (!removed && !stays && this.#conversations.has(String(session.id))) this.#others.set(session.id, session);
    const news = stays ? this.#inbox.put(session) : this.#inbox.remove(session.id);
    const conversation = this.#conversations.get(String(session.id));
    if (session.status !== ChatSessionStatus.WAITING) conversation?.setQueuePosition(undefined);
    if (!news && !known) return;
    conversation?.changed();
    if (stays) this.#checkStreamed();
    this.events.emit("inbox", { session, removed });
    this.events.emit("conversations");
  }

  /** A follower hears what the leader hears; the leader hears what followers want. */
  #receive(message: TabMessage): void {
    if (this.#closed) return;
    if (message.type === "login" || message.type === "begun") this.options.onTabMessage?.(message);
    if (!this.#active) return;
    switch (message.type) {
      case "hello":
        if (this.tabs.leading) this.#post(this.#state());
        break;
      case "hope":
      case "doubt":
        if (this.tabs.leading) this.#hint(message.type);
        break;
      case "watch":
        if (this.tabs.leading) this.#watched.watch(message.id, message.seq);
        break;
      case "frame":
        this.#apply(unpack(message.frame));
        break;
      case "state":
        if (message.me !== undefined) this.#be(message.me);
        if (message.loaded) this.#settle(new Set(message.inbox));
        else this.#inbox.loaded = false;
        for (const frame of message.frames) this.#apply(unpack(frame));
        this.#setConnection(message.connection);
        this.events.emit("conversations");
        break;
      case "connection":
        this.#setConnection(message.connection);
        break;
      case "cursors":
        this.#watched.compare(message.cursors);
        break;
      case "outbox":
        void this.outbox.reload(message.conversation);
        break;
      case "progress":
        this.outbox.progressed(message.conversation, message.clientMessageId, message.state, message.progress);
        break;
    }
  }

  /** The server refuses the stream: resolves to whether to try again soon. */
  async #refused(error: ChatError): Promise<boolean> {
    this.#log(`refused: ${error.reason}`);
    if (error.reason === "SIGNED_OUT") return true;
    if (error.code === Code.Unauthenticated && error.reason !== "IDENTITY_NOT_PROVEN" && error.reason !== "VERIFICATION_REQUIRED") return true;
    if (error.code === Code.NotFound || error.code === Code.InvalidArgument) {
      // One of the sessions is not there any more, or not as long as it was.
      const asked = await Promise.all(this.#watched.ids.map((id) => this.#isGone(id)));
      let gone = asked.filter((id) => id !== undefined);
      // Agents may read more than they may follow: what a colleague has, or had.
      if (gone.length === 0 && this.options.kind === ParticipantType.AGENT) gone = this.#watched.ids.filter((id) => !this.#isOwn(id));
      for (const id of gone) this.#drop(id);
      if (gone.length > 0) return true;
    }
    this.events.emit("error", error);
    return false;
  }

  /** Whether an agent has a session or could take it. */
  #isOwn(id: number): boolean {
    const session = this.#host.session(id);
    return session?.status === ChatSessionStatus.WAITING || session?.agentId === this.#me?.id;
  }

  /** Streams a session no longer, and tells the other tabs, which would ask for it again. */
  #drop(id: number): void {
    const frame = { case: "unsubscribed", value: create(UnsubscribedSchema, { chatSessionId: id }) } as const;
    this.#apply(frame);
    this.#post({ type: "frame", frame: pack(frame) });
  }

  async #isGone(id: number): Promise<number | undefined> {
    try {
      const session = await this.#host.fetch(id);
      return session.lastSeq < this.at(id).cursor ? id : undefined;
    } catch (thrown) {
      return toChatError(thrown).code === Code.NotFound ? id : undefined;
    }
  }

  async #send(key: string, stored: Stored, progress: (part: number) => void, update: (change: Partial<Stored>) => Promise<void>): Promise<void> {
    const id = Number(key) || (await this.options.begin?.(key)) || 0;
    if (stored.kind === "note") {
      this.#stored(await this.options.agentCalls?.addNote(this.transport, id, stored));
      return;
    }
    const { clientMessageId, text } = stored;
    let body: { case: "message"; value: string } | { case: "attachmentId"; value: number } = { case: "message", value: text };
    if (stored.kind === "attachment") {
      const value = stored.attachmentId ?? (await this.#upload(id, stored, progress));
      if (value !== stored.attachmentId) await update({ attachmentId: value });
      body = { case: "attachmentId", value };
    }
    const { message } = await this.chat.sendMessage({ chatSessionId: id, clientMessageId, body });
    this.#stored(message);
  }

  /** The server has stored a message. The stream may be slower than this answer, and the other tabs hear only what this one tells them. */
  #stored(message: Message | undefined): void {
    if (!message) return;
    const id = message.chatSessionId;
    const frame = { case: "entry", value: message } as const;
    if (message.seq === this.at(id).cursor + 1) {
      this.#apply(frame);
      this.#post({ type: "frame", frame: pack(frame) });
    } else {
      this.at(id).heal(message.seq);
    }
  }

  async #upload(id: number, { clientMessageId, file }: Stored, progress: (part: number) => void): Promise<number> {
    const blob = await this.store.getBlob(clientMessageId);
    if (!blob) throw chatError("FILE_LOST", Code.DataLoss, "the file was not kept: choose it again");
    const token = await this.credentials.token();
    try {
      return await upload(this.options.url, token, id, file?.name ?? "file", blob, progress);
    } catch (thrown) {
      if (toChatError(thrown).code === Code.Unauthenticated) this.credentials.refused(token);
      throw thrown;
    }
  }
}
