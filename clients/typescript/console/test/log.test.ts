import type { Entry, Message } from "@supportchat/sdk";
import { expect, test } from "vitest";
import { AGENT, EVENT, logRows, NOTE, TEXT, USER } from "../src/lib/log.js";

const NOON = new Date("2026-03-10T12:00:00").getTime();

function entry(seq: number, sender: { type: number; id: number }, minutes: number, kind = TEXT, clientMessageId = ""): Entry {
  const ms = NOON + minutes * 60_000;
  return {
    seq,
    message: { seq, kind, sender, clientMessageId, createdAt: { seconds: BigInt(Math.floor(ms / 1000)), nanos: 0 } } as Message,
  };
}

const ada = { type: USER, id: 1 };
const grace = { type: AGENT, id: 2 };
const shape = (entries: Entry[], ...rest: [never[]?, number?]) =>
  logRows(entries, rest[0] ?? [], 2, rest[1]).map((row) =>
    row.kind === "message" ? `${row.key}${row.first ? " first" : ""}${row.last ? " last" : ""}` : row.kind,
  );

test("messages of one writer stand together, until time or somebody else comes between", () => {
  expect(shape([entry(1, ada, 0), entry(2, ada, 1), entry(3, ada, 30), entry(4, grace, 31)])).toEqual([
    "day",
    "m:1 first",
    "m:2 last",
    "m:3 first last",
    "m:4 first last",
  ]);
});

test("a note never stands together with a reply", () => {
  expect(shape([entry(1, grace, 0), entry(2, grace, 0, NOTE), entry(3, grace, 0)])).toEqual([
    "day",
    "m:1 first last",
    "m:2 first last",
    "m:3 first last",
  ]);
});

test("a new day and an event begin anew", () => {
  expect(shape([entry(1, ada, 0), entry(2, ada, 0, EVENT), entry(3, ada, 1), entry(4, ada, 24 * 60)])).toEqual([
    "day",
    "m:1 first last",
    "event",
    "m:3 first last",
    "day",
    "m:4 first last",
  ]);
});

test("what is hidden has no row, and what is new is marked once", () => {
  expect(shape([entry(1, ada, 0), { seq: 2, hidden: true }, entry(3, ada, 1), entry(4, ada, 1)], [], 1)).toEqual([
    "day",
    "m:1 first last",
    "new",
    "m:3 first",
    "m:4 last",
  ]);
});

test("a message keeps its row when the server has it", () => {
  const outgoing = [{ clientMessageId: "x", kind: "text" as const, text: "Hi", state: "sending" as const, createdAt: NOON }];
  expect(logRows([], outgoing, 2, undefined).map((row) => row.key)).toEqual(["day:2026-2-10", "c:x"]);
  expect(logRows([entry(1, grace, 0, TEXT, "x")], outgoing, 2, undefined).map((row) => row.key)).toEqual(["day:2026-2-10", "c:x"]);
});
