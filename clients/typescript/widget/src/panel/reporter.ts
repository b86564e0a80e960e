/** Watches the conversations that go on and tells the embedding page what happens in them; counts what is unread. */

import { ChatSessionStatus, type Conversation, MessageKind, ParticipantType, PresenceStatus, type VisitorClient } from "@supportchat/sdk";
import type { EventName } from "../protocol.js";
import { isMine, unreadAfter } from "./timeline.js";

const PRESENCE: Partial<Record<PresenceStatus, string>> = {
  [PresenceStatus.ONLINE]: "online",
  [PresenceStatus.AWAY]: "away",
  [PresenceStatus.OFFLINE]: "offline",
};

/** What was last told of a conversation. */
interface Told {
  id?: number;
  status?: ChatSessionStatus;
  position?: number;
  agentId?: number;
  presence?: PresenceStatus;
}

export class Reporter {
  unread = 0;
  #emit: (name: EventName, detail: unknown) => void;
  #onUnread: (count: number) => void;
  #told = new Map<Conversation, Told>();
  #unreadOf = new Map<number, number>();
  #client: VisitorClient | undefined;
  #ready = false;

  constructor(emit: (name: EventName, detail: unknown) => void, onUnread: (count: number) => void) {
    this.#emit = emit;
    this.#onUnread = onUnread;
  }

  ready(): void {
    if (!this.#ready) this.#emit("ready", {});
    this.#ready = true;
  }

  watch(client: VisitorClient): void {
    this.#client = client;
    this.#told.clear();
    this.#unreadOf.clear();
    this.#count();
    const follow = () => {
      const open = client.conversations.filter((session) => session.status !== ChatSessionStatus.CLOSED);
      for (const conversation of [...client.unsent, ...open.map(({ id }) => client.conversation(id))]) this.#follow(client, conversation);
    };
    client.on("conversations", follow);
    follow();
  }

  unreadOf(id: number): number {
    return this.#unreadOf.get(id) ?? 0;
  }

  #follow(client: VisitorClient, conversation: Conversation): void {
    if (this.#told.has(conversation)) return;
    // What was so already is no news, but a conversation that does not exist yet will be.
    this.#told.set(conversation, conversation.id === undefined ? {} : this.#state(conversation));
    const speaks = () => this.#client === client && this.#isFirst(conversation);
    conversation.on("change", () => speaks() && this.#compare(conversation));
    conversation.on("entry", (entry) => {
      if (!speaks() || !("message" in entry) || entry.message.kind === MessageKind.EVENT || isMine(entry.message)) return;
      // The page hears that something has come, not what: other scripts on it may listen.
      const from = entry.message.sender?.type === ParticipantType.SYSTEM ? "system" : "agent";
      this.#emit("message", { session_id: entry.message.chatSessionId, seq: entry.seq, from });
    });
    if (speaks()) this.#compare(conversation);
  }

  /** One that was begun here and is asked for by its id may be two objects: the page hears of it once. */
  #isFirst(conversation: Conversation): boolean {
    for (const told of this.#told.keys())
      if (told === conversation || (told.id !== undefined && told.id === conversation.id)) return told === conversation;
    return true;
  }

  #state(conversation: Conversation): Told {
    const { id, session, queuePosition, profiles } = conversation;
    return {
      id,
      status: session?.status,
      position: queuePosition,
      agentId: session?.agentId,
      presence: session?.agentId ? profiles.get(`agent:${session.agentId}`)?.presence : undefined,
    };
  }

  #compare(conversation: Conversation): void {
    const before = this.#told.get(conversation) ?? {};
    const now = this.#state(conversation);
    const profile = conversation.profiles.get(`agent:${now.agentId}`);
    // An agent is told of once their name is known.
    if (now.agentId && !profile) now.agentId = before.agentId;
    this.#told.set(conversation, now);
    const session_id = now.id;
    if (now.id !== undefined && before.id === undefined) this.#emit("session-started", { session_id });
    if (now.status === ChatSessionStatus.CLOSED && before.status !== undefined && before.status !== now.status)
      this.#emit("session-closed", { session_id });
    if (now.position !== undefined && now.position !== before.position) this.#emit("queue-position", { session_id, position: now.position });
    const name = profile?.name ?? "";
    if (now.agentId && now.agentId !== before.agentId) this.#emit("agent-assigned", { session_id, name });
    if (now.presence && now.presence !== before.presence) this.#emit("agent-status", { session_id, name, status: PRESENCE[now.presence] });

    if (now.id === undefined) return;
    const mine = conversation.marks.get(`user:${conversation.session?.userId ?? 0}`);
    // Before its marks have come, everything would count as unread.
    const count = conversation.loaded && conversation.followed && conversation.session ? unreadAfter(conversation.entries, mine?.readSeq ?? 0) : 0;
    this.#unreadOf.set(now.id, count);
    this.#count();
  }

  #count(): void {
    const unread = [...this.#unreadOf.values()].reduce((sum, count) => sum + count, 0);
    if (unread === this.unread) return;
    this.unread = unread;
    this.#onUnread(unread);
    this.#emit("unread", { count: unread });
  }
}
