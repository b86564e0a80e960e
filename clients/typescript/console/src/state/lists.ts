/** The lists on the left, in order. */
import type { ChatSession } from "@supportchat/sdk";
import { ATTACHMENT, millis, TEXT, USER } from "../lib/log.js";
import { byActivity, byWaiting, countUnread } from "../lib/queue.js";
import { answers, conversation, inbox, me, newest } from "./api.js";

export const WAITING = 1;
export const ACTIVE = 2;
export const CLOSED = 3;

function all(): ChatSession[] {
  const heard = answers.get();
  return [...inbox.get().values()].map((session) => newest(session, heard.get(session.id)) ?? session);
}

export function waitingSince(session: ChatSession): number {
  return millis(session.waitingSince ?? session.createdAt);
}

/** What waits, oldest first. */
export function queue(): ChatSession[] {
  return all()
    .filter((session) => session.status === WAITING)
    .map((session) => ({ session, id: session.id, waitingSince: waitingSince(session) }))
    .sort(byWaiting)
    .map(({ session }) => session);
}

/** What is this agent's, the last one to change first. */
export function mine(): ChatSession[] {
  const self = me.get()?.id;
  return all()
    .filter((session) => session.status === ACTIVE && session.agentId === self)
    .map((session) => ({ session, id: session.id, activeAt: activeAt(session) }))
    .sort(byActivity)
    .map(({ session }) => session);
}

/** The time of the last thing that was written in a chat of this agent. */
export function activeAt(session: ChatSession): number {
  const entries = conversation(session.id).entries;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry && "message" in entry && (entry.message.kind === TEXT || entry.message.kind === ATTACHMENT)) return millis(entry.message.createdAt);
  }
  return millis(session.createdAt);
}

export function unreadOf(session: ChatSession): number {
  const { entries, marks } = conversation(session.id);
  const read = marks.get(`agent:${me.get()?.id}`)?.readSeq ?? 0;
  const log = entries.map((entry) => ({
    seq: entry.seq,
    visitors: "message" in entry && entry.message.sender?.type === USER && (entry.message.kind === TEXT || entry.message.kind === ATTACHMENT),
  }));
  return countUnread(log, read);
}
