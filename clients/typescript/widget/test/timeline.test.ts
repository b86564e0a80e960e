import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { create, type Entry, MessageKind, MessageSchema, ParticipantType } from "@supportchat/sdk";
import { expect, test } from "vitest";
import { BLOCK, blocks, items, unreadAfter } from "../src/panel/timeline.js";

const NOON = new Date(2026, 0, 31, 12).getTime();
const MINUTE = 60_000;

function entry(seq: number, by: "user" | "agent" | "event", at: number): Entry {
  const type = by === "user" ? ParticipantType.USER : by === "agent" ? ParticipantType.AGENT : ParticipantType.SYSTEM;
  const kind = by === "event" ? MessageKind.EVENT : MessageKind.TEXT;
  return { seq, message: create(MessageSchema, { seq, kind, sender: { type, id: 1 }, createdAt: timestampFromMs(at) }) };
}
const shape = (entries: Entry[]) =>
  blocks(entries, [])
    .flatMap(items)
    .map((item) =>
      item.kind === "message" ? `${item.message.seq}${item.mine ? "m" : "t"}${item.first ? "<" : ""}${item.last ? ">" : ""}` : item.kind,
    );

test("messages of one sender stand together until time, day, another sender or an event parts them", () => {
  expect(
    shape([
      entry(1, "event", NOON),
      entry(2, "user", NOON),
      entry(3, "user", NOON + MINUTE),
      entry(4, "agent", NOON + 2 * MINUTE),
      entry(5, "agent", NOON + 10 * MINUTE),
      entry(6, "event", NOON + 11 * MINUTE),
      entry(7, "agent", NOON + 11 * MINUTE),
      entry(8, "agent", NOON + 12 * 60 * MINUTE),
    ]),
  ).toEqual(["day", "event", "2m<", "3m>", "4t<>", "5t<>", "event", "7t<>", "day", "8t<>"]);
});

test("what is hidden is passed over, and parts nothing", () => {
  expect(shape([entry(1, "user", NOON), { seq: 2, hidden: true }, entry(3, "user", NOON + MINUTE)])).toEqual(["day", "1m<", "3m>"]);
});

test("the edge of a block is not to be seen", () => {
  const entries = Array.from({ length: 120 }, (_, i) => entry(BLOCK - 3 + i, "user", NOON + i * 1_000));
  expect(blocks(entries, []).map(({ entries: { length } }) => length)).toEqual([3, 50, 50, 17]);
  const seen = shape(entries);
  expect(seen.filter((text) => text === "day")).toHaveLength(1);
  expect(seen.filter((text) => text.includes("<"))).toEqual([`${BLOCK - 3}m<`]);
  expect(seen.filter((text) => text.includes(">"))).toEqual([`${BLOCK + 116}m>`]);
});

test("blocks that have not changed are the same objects, whatever comes before or after", () => {
  const all = Array.from({ length: 300 }, (_, i) => entry(i + 1, i % 3 ? "user" : "agent", NOON + i * MINUTE));
  const first = blocks(all.slice(100, 250), []);
  const more = blocks(all, first);
  // Those at the edges have other neighbours now.
  const kept = more.filter((block) => first.includes(block));
  expect(kept.map(({ id }) => id)).toEqual([3, 4]);
  expect(blocks(all, more).every((block, i) => block === more[i])).toBe(true);
  const again = blocks([...all.slice(0, -1), entry(300, "agent", NOON)], more);
  expect(again.at(-1)).not.toBe(more.at(-1));
});

test("counts what others have written since", () => {
  const entries = [
    entry(1, "event", NOON),
    entry(2, "user", NOON),
    entry(3, "agent", NOON),
    { seq: 4, hidden: true } as const,
    entry(5, "agent", NOON),
    entry(6, "user", NOON),
  ];
  expect(unreadAfter(entries, 0)).toBe(2);
  expect(unreadAfter(entries, 3)).toBe(1);
  expect(unreadAfter(entries, 6)).toBe(0);
});
