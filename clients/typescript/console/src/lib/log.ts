/** What a log shows, row by row: days, events, messages in groups, what was not sent yet. */
import type { Entry, Outgoing } from "@supportchat/sdk";
import { sameDay } from "./time.js";

type Message = Extract<Entry, { message: unknown }>["message"];

export type LogRow =
  | { readonly key: string; readonly kind: "day"; readonly at: number }
  | { readonly key: string; readonly kind: "new" }
  | { readonly key: string; readonly kind: "event"; readonly message: Message }
  | {
      readonly key: string;
      readonly kind: "message";
      readonly message: Message;
      readonly first: boolean;
      readonly last: boolean;
      readonly mine: boolean;
    }
  | { readonly key: string; readonly kind: "outgoing"; readonly outgoing: Outgoing; readonly first: boolean };

/** Messages of one writer that follow each other within this time stand together. */
const TOGETHER = 4 * 60_000;

export const USER = 2;
export const AGENT = 3;
export const TEXT = 1;
export const EVENT = 2;
export const ATTACHMENT = 3;
export const NOTE = 4;

export function millis(time: { seconds: bigint | number; nanos: number } | undefined): number {
  return time ? Number(time.seconds) * 1000 + Math.floor(time.nanos / 1e6) : 0;
}

export function logRows(entries: readonly Entry[], outgoing: readonly Outgoing[], me: number, newAfter: number | undefined): LogRow[] {
  const rows: LogRow[] = [];
  let day = 0;
  let before: Message | undefined;
  const dayOf = (at: number) => {
    // A clock that goes back makes no second separator of the same day.
    if (day !== 0 && (at <= day || sameDay(day, at))) return;
    const date = new Date(at);
    rows.push({ key: `day:${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`, kind: "day", at });
    before = undefined;
    day = at;
  };
  for (const [i, entry] of entries.entries()) {
    if (!("message" in entry)) continue;
    const { message } = entry;
    dayOf(millis(message.createdAt));
    if (newAfter !== undefined && entry.seq > newAfter && message.sender?.type === USER) {
      rows.push({ key: "new", kind: "new" });
      before = undefined;
      newAfter = undefined;
    }
    if (message.kind === EVENT) {
      rows.push({ key: `m:${entry.seq}`, kind: "event", message });
      before = undefined;
      continue;
    }
    const next = entries[i + 1];
    const mine = message.sender?.type === AGENT && message.sender.id === me;
    rows.push({
      // A message that was just sent keeps its row, and with it its place on the screen.
      key: mine && message.clientMessageId ? `c:${message.clientMessageId}` : `m:${entry.seq}`,
      kind: "message",
      message,
      first: !together(before, message),
      last: !(next && "message" in next && together(message, next.message)),
      mine,
    });
    before = message;
  }
  const stored = new Set(rows.map((row) => row.key));
  for (const [i, one] of outgoing.entries()) {
    const key = `c:${one.clientMessageId}`;
    if (stored.has(key)) continue;
    dayOf(one.createdAt);
    rows.push({ key, kind: "outgoing", outgoing: one, first: i === 0 && !(before?.sender?.type === AGENT && before.sender.id === me) });
  }
  return rows;
}

function together(a: Message | undefined, b: Message): boolean {
  return (
    a !== undefined &&
    a.kind !== EVENT &&
    b.kind !== EVENT &&
    (a.kind === NOTE) === (b.kind === NOTE) &&
    a.sender?.type === b.sender?.type &&
    a.sender?.id === b.sender?.id &&
    millis(b.createdAt) - millis(a.createdAt) < TOGETHER &&
    sameDay(millis(a.createdAt), millis(b.createdAt))
  );
}
