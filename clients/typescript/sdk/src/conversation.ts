/** One session, live: its entries in order and without a gap, what waits to be sent, and who is doing what in it. */

import { backoff } from "./backoff.js";
import { isTransient, toChatError } from "./errors.js";
import { Emitter } from "./events.js";
import type { ChatService } from "./gen/supportchat/v1/chat_pb.js";
import type { Attachment, ChatSession, Marks, Profile } from "./gen/supportchat/v1/resources_pb.js";
import type { Client as RpcClient } from "./grpc/client.js";
import { CATCH_UP_SIZE, earlierPage, laterPage, PAGE_SIZE } from "./history.js";
import { MarksTeller } from "./marks.js";
import type { Outbox } from "./outbox.js";
import type { Activity, Conversation, Entry, Outgoing, Unsubscribe } from "./types.js";
import { Activities, TypingTeller, ViewingTeller } from "./typing.js";
import { participantKey } from "./values.js";

/** How long a missing entry may be on its way before it is asked for. */
const GAP_PATIENCE_MS = 150;

/** What a conversation needs of its client. */
export interface Host {
  readonly chat: RpcClient<typeof ChatService>;
  readonly outbox: Outbox;
  /** The own key of a participant, such as "user:1". */
  readonly me: () => string;
  readonly session: (id: number) => ChatSession | undefined;
  /** Asks for the session where the inbox does not have it. */
  readonly fetch: (id: number) => Promise<ChatSession>;
  /** The session is to be streamed, from this conversation's cursor on. */
  readonly watch: (conversation: LiveConversation) => void;
  readonly arrived: (conversation: LiveConversation, entry: Entry) => void;
  readonly tellViewing: ((id: number, stopped: boolean) => Promise<unknown>) | undefined;
  readonly url: string;
}

export class LiveConversation implements Conversation {
  readonly key: string;
  #id: number | undefined;
  readonly #host: Host;
  readonly #events = new Emitter<{ change: () => void; entry: (entry: Entry) => void }>();
  #entries: readonly Entry[] = [];
  #marks: ReadonlyMap<string, Marks> = new Map();
  #profiles: ReadonlyMap<string, Profile> = new Map();
  #queuePosition: number | undefined;
  #state: "unloaded" | "loading" | "loaded" = "unloaded";
  #loadingEarlier: Promise<void> | undefined;
  #closed = false;
  /** The highest seq that the listeners were told of, or that was there before. */
  #told = 0;
  /** What arrived before what comes before it. */
  readonly #early = new Map<number, Entry>();
  /** What is certain to be there. */
  #known = 0;
  #healing: Promise<void> | undefined;
  #changed = false;
  /** Another object of the same session, which hears of everything: this one shows what that one has. */
  #same: LiveConversation | undefined;
  /** What another object of the session has told the client of. */
  #arrived = 0;
  readonly #activities = new Activities(() => this.changed());
  readonly #marksTeller: MarksTeller;
  readonly #typingTeller: TypingTeller;
  readonly #viewingTeller: ViewingTeller;

  constructor(host: Host, key: string, id: number | undefined) {
    this.#host = host;
    this.key = key;
    this.#id = id;
    const quietly = (call: Promise<unknown> | undefined) => void call?.catch(() => {});
    this.#marksTeller = new MarksTeller(async (kind, seq) => {
      const target = { id: this.#id ?? 0, seq };
      const { marks } = await (kind === "read" ? host.chat.markRead(target) : host.chat.markDelivered(target));
      if (marks) this.setMarks(marks);
    });
    this.#typingTeller = new TypingTeller((stopped, note) =>
      quietly(this.#id === undefined ? undefined : host.chat.sendTyping({ id: this.#id, stopped, note })),
    );
    this.#viewingTeller = new ViewingTeller((stopped) => quietly(this.#id === undefined ? undefined : host.tellViewing?.(this.#id, stopped)));
    // A conversation that is only begun has nothing to load.
    if (id === undefined) this.#state = "loaded";
  }

  get id(): number | undefined {
    return this.#id;
  }
  get session(): ChatSession | undefined {
    return this.#id === undefined ? undefined : this.#host.session(this.#id);
  }
  get #self(): LiveConversation {
    return this.#same ?? this;
  }
  get entries(): readonly Entry[] {
    return this.#self.#entries;
  }
  get outgoing(): readonly Outgoing[] {
    return this.#host.outbox.list(this.outboxKey);
  }
  get marks(): ReadonlyMap<string, Marks> {
    return this.#self.#marks;
  }
  get profiles(): ReadonlyMap<string, Profile> {
    return this.#self.#profiles;
  }
  get followed(): boolean {
    // The user is among those that take part, and first heard of with the marks.
    return [...this.profiles.keys()].some((key) => key.startsWith("user:"));
  }
  get activities(): readonly Activity[] {
    return this.#self.#activities.list;
  }
  get queuePosition(): number | undefined {
    return this.#self.#queuePosition;
  }
  get hasEarlier(): boolean {
    return (this.entries[0]?.seq ?? 1) > 1;
  }
  get loaded(): boolean {
    return this.#self.#state === "loaded";
  }
  /** Under which name its messages wait. */
  get outboxKey(): string {
    return this.#id === undefined ? this.key : String(this.#id);
  }
  /** Where a stream has to go on. */
  get cursor(): number {
    return this.loaded ? (this.entries.at(-1)?.seq ?? 0) : this.#self.#told;
  }

  on(event: "change", fn: () => void): Unsubscribe;
  on(event: "entry", fn: (entry: Entry) => void): Unsubscribe;
  on(event: "change" | "entry", fn: (() => void) & ((entry: Entry) => void)): Unsubscribe {
    return this.#events.on(event, fn);
  }

  send(text: string): Outgoing {
    this.#self.#typingTeller.sent();
    return this.#host.outbox.add(this.outboxKey, "text", text);
  }
  sendNote(text: string): Outgoing {
    this.#self.#typingTeller.sent();
    return this.#host.outbox.add(this.outboxKey, "note", text);
  }
  sendFile(file: File): Outgoing {
    return this.#host.outbox.add(this.outboxKey, "attachment", "", file);
  }
  retry(clientMessageId: string): void {
    this.#host.outbox.retry(this.outboxKey, clientMessageId);
  }
  discard(clientMessageId: string): string | undefined {
    return this.#host.outbox.discard(this.outboxKey, clientMessageId);
  }
  markRead(seq: number = this.cursor): void {
    if (this.#id !== undefined && seq > 0) this.#self.#marksTeller.want("read", seq);
  }
  typing(note = false): void {
    if (this.#id !== undefined) this.#self.#typingTeller.typing(note);
  }
  viewing(on: boolean): void {
    if (this.#host.tellViewing) this.#self.#viewingTeller.viewing(on);
  }
  async link(attachment: Attachment): Promise<string> {
    const { link } = await this.#host.chat.createAttachmentLink({ id: attachment.id });
    return new URL(link?.url ?? "", `${this.#host.url}/`).href;
  }

  loadEarlier(): Promise<void> {
    if (this.#same) return this.#same.loadEarlier();
    this.#loadingEarlier ??= this.#loadEarlier().finally(() => {
      this.#loadingEarlier = undefined;
    });
    return this.#loadingEarlier;
  }

  async #loadEarlier(): Promise<void> {
    const first = this.#entries[0]?.seq ?? 1;
    if (this.#id === undefined || first <= 1) return;
    const { messages, nextPageToken } = await this.#host.chat.listMessages({ id: this.#id, beforeSeq: first, pageSize: PAGE_SIZE });
    this.#entries = [...earlierPage(messages, nextPageToken !== "", first - 1), ...this.#entries];
    this.changed();
  }

  async refresh(): Promise<void> {
    if (this.#same) return this.#same.refresh();
    const [first, last] = [this.#entries[0]?.seq ?? 1, this.cursor];
    if (this.#id === undefined || this.#state !== "loaded") return;
    const fresh: Entry[] = [];
    for (let after = first - 1; after < last; after = fresh.at(-1)?.seq ?? last) {
      const { messages, nextPageToken } = await this.#host.chat.listMessages({ id: this.#id, afterSeq: after, pageSize: CATCH_UP_SIZE });
      fresh.push(...laterPage(messages, nextPageToken !== "", after, last));
    }
    // What came meanwhile, at either end, is as new as this.
    const untouched = (entry: Entry) => entry.seq < first || entry.seq > last;
    this.#entries = [...this.#entries.filter(untouched), ...fresh.filter((entry) => entry.seq <= last)].sort((a, b) => a.seq - b.seq);
    this.changed();
  }

  /** Tells the listeners, once for all that changes in one turn. */
  changed(): void {
    if (this.#changed || this.#closed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (!this.#closed) this.#events.emit("change");
    });
  }

  /** The server has created the session. It is streamed from its beginning. */
  assign(id: number): void {
    this.#id = id;
    this.changed();
  }

  /** Takes over from another object of the same session, which somebody may hold: from now on that one shows what this one has. */
  adopt(other: LiveConversation): void {
    for (const marks of other.marks.values()) this.setMarks(marks);
    for (const profile of other.profiles.values()) this.setProfile(profile);
    for (const { participant, kind } of other.activities) this.setActivity(participant, kind, false);
    if (other.queuePosition !== undefined) this.setQueuePosition(other.queuePosition);
    this.#arrived = other.#told;
    this.heal(other.cursor);
    other.#same = this;
    other.#activities.clear();
    this.on("change", () => other.changed());
    this.on("entry", (entry) => {
      if (entry.seq <= other.#told) return;
      other.#told = entry.seq;
      other.#events.emit("entry", entry);
    });
    other.changed();
  }

  /** What is in the session up to here is nothing new. */
  skipTo(seq: number): void {
    if (this.#state !== "loaded") this.#told = Math.max(this.#told, seq);
  }

  /** Loads the newest entries, if that has not been done; tries until it works or the session is not there. */
  load(): void {
    if (this.#state === "unloaded") void this.#load();
  }

  async #load(): Promise<void> {
    this.#state = "loading";
    for (let failures = 0; !this.#closed && !this.#same && this.#id !== undefined; failures++) {
      try {
        const id = this.#id;
        const session = this.#host.session(id) ?? (await this.#host.fetch(id));
        const last = Math.max(session.lastSeq, this.#told);
        const { messages, nextPageToken } = await this.#host.chat.listMessages({ id, beforeSeq: last + 1, pageSize: PAGE_SIZE });
        if (this.#same) return;
        this.#entries = earlierPage(messages, nextPageToken !== "", last);
        this.#told = Math.max(this.#told, last);
        this.#state = "loaded";
        // An earlier page may have sent them without hearing the answer.
        for (const entry of this.#entries) this.#acknowledge(entry);
        this.#host.watch(this);
        this.#drain();
        // What was passed over while this was loading.
        this.heal(this.#told);
        this.changed();
        return;
      } catch (thrown) {
        const error = toChatError(thrown);
        if (!isTransient(error) && error.reason !== "SIGNED_OUT") {
          // It is not for the caller: as good as empty.
          this.#state = "loaded";
          this.changed();
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, backoff(failures)));
      }
    }
  }

  /** An entry has arrived, from the stream, another tab or an answer. */
  arrive(entry: Entry): void {
    if (this.#state !== "loaded") {
      if (this.#state === "loading") this.#early.set(entry.seq, entry);
      this.#acknowledge(entry);
      this.#tell(entry);
      return;
    }
    if (entry.seq <= this.cursor) return;
    this.#early.set(entry.seq, entry);
    this.#drain();
  }

  /** Somebody knows that the log is at least so long. */
  heal(known: number): void {
    this.#known = Math.max(this.#known, known);
    if (this.#state !== "loaded" || this.#id === undefined || this.#known <= this.cursor) return;
    this.#healing ??= this.#catchUp().finally(() => {
      this.#healing = undefined;
    });
  }

  #drain(): void {
    const more: Entry[] = [];
    let next = this.cursor + 1;
    for (const seq of this.#early.keys()) if (seq < next) this.#early.delete(seq);
    for (let entry = this.#early.get(next); entry; entry = this.#early.get(++next)) {
      this.#early.delete(next);
      more.push(entry);
    }
    this.#append(more);
    if (this.#early.size > 0) this.heal(Math.max(...this.#early.keys()));
  }

  #append(more: readonly Entry[]): void {
    if (more.length === 0) return;
    this.#entries = [...this.#entries, ...more];
    for (const entry of more) {
      this.#acknowledge(entry);
      this.#tell(entry);
    }
    this.changed();
  }

  #tell(entry: Entry): void {
    if (entry.seq <= this.#told) return;
    this.#told = entry.seq;
    if ("message" in entry) this.#activities.sent(participantKey(entry.message.sender));
    if (entry.seq > this.#arrived) this.#host.arrived(this, entry);
    this.#events.emit("entry", entry);
  }

  /** What is in the log does not wait to be sent any more. */
  #acknowledge(entry: Entry): void {
    if (!("message" in entry) || participantKey(entry.message.sender) !== this.#host.me()) return;
    this.#host.outbox.acknowledged(this.outboxKey, entry.message.clientMessageId);
  }

  async #catchUp(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GAP_PATIENCE_MS));
    for (let failures = 0; !this.#closed && !this.#same && this.#id !== undefined && this.#known > this.cursor; ) {
      try {
        const after = this.cursor;
        // What becomes known while the answer is on its way may not be in it, and is not hidden for that.
        const known = this.#known;
        const { messages, nextPageToken } = await this.#host.chat.listMessages({ id: this.#id, afterSeq: after, pageSize: CATCH_UP_SIZE });
        if (this.#same) return;
        // What the stream brought meanwhile is there already.
        this.#append(laterPage(messages, nextPageToken !== "", after, known).filter((entry) => entry.seq > this.cursor));
        this.#drain();
        if (this.cursor === after) await new Promise((resolve) => setTimeout(resolve, backoff(failures++)));
      } catch (thrown) {
        if (!isTransient(toChatError(thrown))) return;
        await new Promise((resolve) => setTimeout(resolve, backoff(failures++)));
      }
    }
  }

  setMarks(marks: Marks): void {
    const key = participantKey(marks.participant);
    if (key === this.#host.me()) this.#marksTeller.known(marks.deliveredSeq, marks.readSeq);
    const before = this.#marks.get(key);
    if (before && before.deliveredSeq >= marks.deliveredSeq && before.readSeq >= marks.readSeq) return;
    this.#marks = new Map(this.#marks).set(key, marks);
    this.changed();
  }

  setProfile(profile: Profile): void {
    this.#profiles = new Map(this.#profiles).set(participantKey(profile.participant), profile);
    this.changed();
  }

  setQueuePosition(position: number | undefined): void {
    if (this.#queuePosition === position) return;
    this.#queuePosition = position;
    this.changed();
  }

  setActivity(participant: string, kind: Activity["kind"], stopped: boolean): void {
    if (participant !== this.#host.me()) this.#activities.set(participant, kind, stopped);
  }

  /** This tab tells the server what has arrived. */
  markDelivered(seq: number): void {
    this.#marksTeller.want("delivered", seq);
  }

  /** The line is back. */
  nudge(): void {
    this.#marksTeller.flush();
  }

  /** The stream is down: what others do is not known. */
  clearActivities(): void {
    if (this.#activities.list.length === 0) return;
    this.#activities.clear();
    this.changed();
  }

  close(): void {
    this.#closed = true;
    this.#activities.clear();
    this.#marksTeller.stop();
    this.#typingTeller.sent();
    this.#viewingTeller.stop();
  }
}
