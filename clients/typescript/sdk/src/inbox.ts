/** The sessions that the caller sees, as the server last said. */

import type { ChatSession } from "./gen/supportchat/v1/resources_pb.js";

export class Inbox {
  readonly #sessions = new Map<number, ChatSession>();
  #list: readonly ChatSession[] | undefined;
  /** What changed while a listing was under way: it may be older. */
  #touched: Set<number> | undefined;
  loaded = false;

  get list(): readonly ChatSession[] {
    this.#list ??= [...this.#sessions.values()].sort((a, b) => b.id - a.id);
    return this.#list;
  }

  get(id: number): ChatSession | undefined {
    return this.#sessions.get(id);
  }

  /** Whether it says anything new. */
  put(session: ChatSession): boolean {
    this.#touched?.add(session.id);
    const known = this.#sessions.get(session.id);
    const newest = known && known.lastSeq > session.lastSeq ? { ...session, lastSeq: known.lastSeq } : session;
    if (known && signature(known) === signature(newest)) return false;
    this.#sessions.set(session.id, newest);
    this.#list = undefined;
    return true;
  }

  remove(id: number): boolean {
    this.#touched?.add(id);
    this.#list = undefined;
    return this.#sessions.delete(id);
  }

  /** A session has an entry more. */
  bump(id: number, seq: number): void {
    const known = this.#sessions.get(id);
    if (known && known.lastSeq < seq) this.put({ ...known, lastSeq: seq });
  }

  /** A listing begins. */
  listing(): void {
    this.#touched = new Set();
  }

  /** The listing's result is all there is, but for what has changed since it began. Returns the ids of those that have gone. */
  replace(sessions: readonly ChatSession[]): number[] {
    const touched = this.#touched ?? new Set();
    this.#touched = undefined;
    const there = new Set(sessions.map((session) => session.id));
    const gone = [...this.#sessions.keys()].filter((id) => !there.has(id) && !touched.has(id));
    for (const id of gone) this.remove(id);
    for (const session of sessions) if (!touched.has(session.id)) this.put(session);
    this.loaded = true;
    return gone;
  }

  clear(): void {
    this.#sessions.clear();
    this.#list = undefined;
    this.loaded = false;
  }
}

function signature(session: ChatSession): string {
  const { agentId, teamId, status, lastSeq, tags, rating, waitingSince, closedAt } = session;
  return [agentId, teamId, status, lastSeq, tags.join("\n"), rating?.score, rating?.comment, waitingSince?.seconds, closedAt?.seconds].join("\t");
}
