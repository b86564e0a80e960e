/** The sessions that the caller sees, as the server last said. */

import type { ChatSession } from "./gen/supportchat/v1/resources_pb.js";

export class Inbox {
  readonly #sessions = new Map<number, ChatSession>();
  #list: readonly ChatSession[] | undefined;
  /** The listings that are under way. */
  readonly #listings = new Set<Set<number>>();
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
    const known = this.#sessions.get(session.id);
    const newest = known && known.lastSeq > session.lastSeq ? { ...session, lastSeq: known.lastSeq } : session;
    if (known && signature(known) === signature(newest)) return false;
    this.#sessions.set(session.id, newest);
    this.#list = undefined;
    return true;
  }

  remove(id: number): boolean {
    this.#list = undefined;
    return this.#sessions.delete(id);
  }

  /** A session has an entry more. */
  bump(id: number, seq: number): void {
    const known = this.#sessions.get(id);
    if (known && known.lastSeq < seq) this.put({ ...known, lastSeq: seq });
  }

  /** A listing begins: what is added to it is known to be there. */
  listing(): Set<number> {
    const listing = new Set<number>();
    this.#listings.add(listing);
    return listing;
  }

  /** Something that a call brought: a listing that is under way may be older. */
  touch(id: number): void {
    for (const listing of this.#listings) listing.add(id);
  }

  /** A listing ends, and what is not in it is not there. Returns what has gone. */
  settle(listing: Set<number>): ChatSession[] {
    this.#listings.delete(listing);
    const gone = [...this.#sessions.values()].filter(({ id }) => !listing.has(id));
    for (const { id } of gone) this.remove(id);
    this.loaded = true;
    return gone;
  }

  /** A listing was not brought to its end. */
  abandon(listing: Set<number>): void {
    this.#listings.delete(listing);
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
