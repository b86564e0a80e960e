/** Entries from listed messages. A listing leaves out what the caller may not see; here it takes its place, so that seqs have no gap. */

import type { Message } from "./gen/supportchat/v1/resources_pb.js";
import type { Entry } from "./types.js";

export const PAGE_SIZE = 50;
/** What a listing in order to catch up asks for. */
export const CATCH_UP_SIZE = 200;

/** One entry for each seq from `first` to `last`; `messages` are all there are to be seen of them. */
export function entries(messages: readonly Message[], first: number, last: number): Entry[] {
  const filled: Entry[] = [];
  for (const message of messages) {
    if (message.seq < first || message.seq > last) continue;
    for (let seq = first + filled.length; seq < message.seq; seq++) filled.push({ seq, hidden: true });
    filled.push({ seq: message.seq, message });
  }
  for (let seq = first + filled.length; seq <= last; seq++) filled.push({ seq, hidden: true });
  return filled;
}

/** The entries of a page that was asked for with `before_seq` (the seq after `last`). */
export function earlierPage(messages: readonly Message[], more: boolean, last: number): Entry[] {
  return entries(messages, more ? (messages[0]?.seq ?? 1) : 1, last);
}

/** The entries of a page that was asked for with `after_seq`, where `known` is a seq that is certain to be there. */
export function laterPage(messages: readonly Message[], more: boolean, after: number, known: number): Entry[] {
  const newest = messages.at(-1)?.seq ?? after;
  return entries(messages, after + 1, more ? newest : Math.max(known, newest));
}
