/** Turns a session's log into what is shown: days, groups of messages, events; in blocks, so that a log of any length costs what is on the screen. */

import { type Entry, type Message, MessageKind, ParticipantType, participantKey, toDate } from "@supportchat/sdk";

/** Messages of one sender with less than this between them stand together. */
const GROUP_MS = 5 * 60_000;
/** A block begins at each multiple, so that it stays the same when earlier ones are loaded before it. */
export const BLOCK = 50;

export type Item =
  | { readonly kind: "day"; readonly key: string; readonly date: Date }
  | { readonly kind: "event"; readonly key: string; readonly message: Message; readonly date: Date }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      readonly date: Date;
      readonly mine: boolean;
      readonly first: boolean;
      readonly last: boolean;
    };

export interface Block {
  readonly id: number;
  readonly entries: readonly Entry[];
  /** The visible messages around it, which decide about days and groups at its edges. */
  readonly before: Message | undefined;
  readonly after: Message | undefined;
}

export const sentAt = (message: Message): Date => (message.createdAt ? toDate(message.createdAt) : new Date(0));
export const isMine = (message: Message): boolean => message.sender?.type === ParticipantType.USER;
const shown = (entry: Entry): Message | undefined => ("message" in entry ? entry.message : undefined);

/** Cuts the log into blocks; those that have not changed are the same objects as before. */
export function blocks(entries: readonly Entry[], previous: readonly Block[]): Block[] {
  const known = new Map(previous.map((block) => [block.id, block]));
  const result: Block[] = [];
  let start = 0;
  let before: Message | undefined;
  while (start < entries.length) {
    const id = Math.floor((entries[start]?.seq ?? 0) / BLOCK);
    let end = start;
    let last = before;
    while (end < entries.length && Math.floor((entries[end]?.seq ?? 0) / BLOCK) === id) {
      const entry = entries[end++];
      last = (entry && shown(entry)) ?? last;
    }
    let next = end;
    while (next < entries.length && !shown(entries[next] as Entry)) next++;
    const after = next < entries.length ? shown(entries[next] as Entry) : undefined;
    const old = known.get(id);
    const same =
      old &&
      old.entries.length === end - start &&
      old.entries[0] === entries[start] &&
      old.entries.at(-1) === entries[end - 1] &&
      old.before === before &&
      old.after === after;
    result.push(same ? old : { id, entries: entries.slice(start, end), before, after });
    before = last;
    start = end;
  }
  return result;
}

/** Whether two messages that follow each other stand together. */
function together(a: Message | undefined, b: Message | undefined): boolean {
  if (!a || !b || a.kind === MessageKind.EVENT || b.kind === MessageKind.EVENT) return false;
  return (
    participantKey(a.sender) === participantKey(b.sender) && sameDay(sentAt(a), sentAt(b)) && sentAt(b).getTime() - sentAt(a).getTime() < GROUP_MS
  );
}

export function sameDay(a: Date, b: Date): boolean {
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear();
}

export function items(block: Block): Item[] {
  const messages = block.entries.flatMap((entry) => shown(entry) ?? []);
  const result: Item[] = [];
  messages.forEach((message, i) => {
    const before = messages[i - 1] ?? block.before;
    const after = messages[i + 1] ?? block.after;
    const date = sentAt(message);
    if (!before || !sameDay(sentAt(before), date)) result.push({ kind: "day", key: `day ${message.seq}`, date });
    if (message.kind === MessageKind.EVENT) result.push({ kind: "event", key: `${message.seq}`, message, date });
    else
      result.push({
        kind: "message",
        key: `${message.seq}`,
        message,
        date,
        mine: isMine(message),
        first: !together(before, message),
        last: !together(message, after),
      });
  });
  return result;
}

/** How many messages of others came after a seq. */
export function unreadAfter(entries: readonly Entry[], seq: number): number {
  let count = 0;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (!entry || entry.seq <= seq) break;
    const message = shown(entry);
    if (message && message.kind !== MessageKind.EVENT && !isMine(message)) count++;
  }
  return count;
}
