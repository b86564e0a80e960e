/** The SDK's own codec against protobuf-es, on every message of the API, with made-up contents. */

import { readFileSync } from "node:fs";
import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  equals,
  fromBinary,
  type Message,
  type MessageShape,
  create as realCreate,
  ScalarType,
  toBinary,
} from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import * as sdk from "../src/agent.js";
import * as body from "../src/gen/google/api/httpbody_pb.js";
import * as details from "../src/gen/google/rpc/error_details_pb.js";
import { ChatSessionSchema, MessageSchema, ServerFrameSchema, SessionEventSchema, WidgetSchema } from "../src/index.js";
import { decode, encode } from "../src/proto/codec.js";
import { create, type Init, type MessageType } from "../src/proto/message.js";
import * as wkt from "../src/proto/wkt.js";
import { pack, unpack } from "../src/tab-messages.js";

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(new URL("descriptors.binpb", import.meta.url))));
const real = new Map<string, DescMessage>();
const collect = (message: DescMessage) => {
  real.set(message.typeName, message);
  for (const nested of message.nestedMessages) collect(nested);
};
for (const file of registry.files) for (const message of file.messages) collect(message);

const own = new Map<string, MessageType>();
for (const [name, value] of Object.entries({ ...sdk, ...body, ...details, ...wkt })) {
  if (!name.endsWith("Schema") || typeof value !== "object" || !("fields" in value)) continue;
  // Where there are two, the one with all fields.
  if (name.startsWith("All") || !own.has(value.typeName)) own.set(value.typeName, value as unknown as MessageType);
}

/** The same numbers in every run. */
let seed = 1;
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}
function pick<T>(values: readonly T[]): T {
  return values[random(values.length)] as T;
}

function scalar(type: ScalarType): unknown {
  switch (type) {
    case ScalarType.STRING:
      return pick(["", "x", "Grüß dich 👋", "a\u0000b", "y".repeat(200)]);
    case ScalarType.BOOL:
      return random(2) === 1;
    case ScalarType.BYTES:
      return Uint8Array.from({ length: random(4) * 50 }, () => random(256));
    case ScalarType.INT32:
      return pick([0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31), random(1e9)]);
    case ScalarType.UINT32:
      return pick([0, 1, 300, 2 ** 32 - 1]);
    case ScalarType.INT64:
      return pick([0n, 1n, -1n, 2n ** 31n, 2n ** 32n, 2n ** 53n - 1n, 1n - 2n ** 53n, BigInt(random(1e9))]);
    default:
      throw new Error(`no scalar for ${ScalarType[type]}`);
  }
}

function value(field: DescField, kind: string, depth: number): unknown {
  if (kind === "message" && field.message) return made(field.message, depth + 1);
  // Numbers that the enum does not have are kept too.
  if (kind === "enum" && field.enum) return pick([...field.enum.values.map((one) => one.number), 99]);
  return scalar((field.fieldKind === "map" ? field.scalar : field.scalar) ?? ScalarType.STRING);
}

/** A message of protobuf-es with anything in it. */
function made(desc: DescMessage, depth = 0): Message {
  const init: Record<string, unknown> = {};
  for (const member of desc.members) {
    if (member.kind === "oneof") {
      const field = pick(member.fields);
      if (random(5) > 0) init[member.localName] = { case: field.localName, value: value(field, field.fieldKind, depth) };
    } else if (random(4) > 0 && depth < 6) {
      const many = Array.from({ length: random(4) });
      if (member.fieldKind === "list") init[member.localName] = many.map(() => value(member, member.listKind, depth));
      else if (member.fieldKind === "map") {
        init[member.localName] = Object.fromEntries(
          many.map((_, i) => [pick(["", "key", "__proto", "ü"]) + i, value(member, member.mapKind, depth)]),
        );
      } else init[member.localName] = value(member, member.fieldKind, depth);
    }
  }
  return realCreate(desc, init as never);
}

/** What a message of protobuf-es is here: int64 as number, but for Google's own types. */
function asOwn(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(asOwn);
  if ("$typeName" in value && String(value.$typeName).startsWith("google.protobuf.")) return { ...value };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asOwn(one)]));
}

/** What browsers are told has no description of what only Chat says. */
function forBrowsers(message: Message & { frame?: { frame?: { case?: string | undefined } } }): void {
  const { $typeName, frame } = message;
  if ($typeName !== "supportchat.v1.SubscribeResponse" || !frame?.frame) return;
  if (["ack", "error", "pong"].includes(frame.frame.case ?? "")) frame.frame = { case: undefined };
}

test("every message of the API is there", () => {
  expect([...own.keys()].sort()).toEqual([...real.keys()].sort());
  expect(own.size).toBeGreaterThan(150);
});

test.each([...real.keys()])("%s", (name) => {
  const desc = real.get(name) as DescMessage;
  const type = own.get(name) as MessageType;
  expect(create(type)).toStrictEqual(asOwn(realCreate(desc)));
  for (let round = 0; round < 40; round++) {
    const theirs = made(desc) as MessageShape<DescMessage>;
    forBrowsers(theirs);
    const ours = asOwn(theirs) as Message;
    const bytes = toBinary(desc, theirs);
    expect(decode(type, bytes)).toStrictEqual(ours);
    expect(equals(desc, fromBinary(desc, encode(type, ours)), theirs)).toBe(true);
    // Made from plain objects, all the way down.
    const plain = JSON.parse(JSON.stringify(ours, (key, one) => (key === "$typeName" ? undefined : typeof one === "bigint" ? Number(one) : one)));
    if (!JSON.stringify(desc.fields.map((field) => field.scalar)).includes("12")) expect(() => create(type, plain as Init<never>)).not.toThrow();
  }
});

test("a message is made from as little as is given, and what is one already is taken as it is", () => {
  const session = create(ChatSessionSchema, { id: 5, agentId: 0, createdAt: { seconds: 3n } });
  expect(session).toMatchObject({ $typeName: "supportchat.v1.ChatSession", id: 5, agentId: 0, tags: [], createdAt: { seconds: 3n, nanos: 0 } });
  expect(session.teamId).toBeUndefined();
  expect(create(ServerFrameSchema, { frame: { case: "inbox", value: { chatSession: session } } }).frame).toMatchObject({ case: "inbox" });
  const again = decode(ChatSessionSchema, encode(ChatSessionSchema, session));
  // An optional zero is not the same as nothing.
  expect(again.agentId).toBe(0);
  expect(create(ChatSessionSchema, session)).toBe(session);
});

test("fields of a newer server are passed over, whatever they are; a message in parts is put together", () => {
  const writer = new BinaryWriter().tag(1000, WireType.Varint).uint32(7).tag(1001, WireType.Bit64).fixed64(1).tag(1002, WireType.Bit32).fixed32(1);
  writer
    .tag(1003, WireType.LengthDelimited)
    .string("x")
    .tag(1004, WireType.StartGroup)
    .tag(1, WireType.Varint)
    .uint32(1)
    .tag(1004, WireType.EndGroup);
  // A known field of a wrong type is as good as unknown.
  writer.tag(1, WireType.LengthDelimited).string("not an id");
  const part = (message: Init<sdk.Message>) => encode(MessageSchema, create(MessageSchema, message));
  writer.raw(part({ id: 9, sender: { id: 4 } })).raw(part({ sender: { type: 2 } }));
  const got = decode(MessageSchema, writer.finish());
  expect(got).toMatchObject({ id: 9, sender: { id: 4, type: 2 } });
  expect(Object.keys(got)).toEqual(Object.keys(create(MessageSchema)).concat("sender"));
});

test.each([
  ["a cut message", Uint8Array.of(0x0a, 200, 1, 2)],
  ["a length beyond the end", Uint8Array.of(0x2a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ["an endless varint", new Uint8Array(20).fill(0xff)],
  [
    "a number above 2^53",
    new BinaryWriter()
      .tag(1, WireType.Varint)
      .int64(2n ** 53n)
      .finish(),
  ],
  ["bytes that are no UTF-8", new BinaryWriter().tag(6, WireType.LengthDelimited).bytes(Uint8Array.of(0xff)).finish()],
  ["the field number 0", Uint8Array.of(0, 1)],
])("%s is an error", (_, bytes) => {
  expect(() => decode(MessageSchema, bytes)).toThrow();
});

test("a map's key can be anything", () => {
  const entry = new BinaryWriter().tag(1, WireType.LengthDelimited).string("__proto__").tag(2, WireType.LengthDelimited).string("x").finish();
  const type = own.get("supportchat.v1.CreateVisitorTokenRequest") as MessageType;
  const { attributes } = decode(type, new BinaryWriter().tag(9, WireType.LengthDelimited).bytes(entry).finish()) as unknown as { attributes: object };
  expect(Object.keys(attributes)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
});

test("a frame passes from tab to tab unharmed", () => {
  const value = create(MessageSchema, { id: 128974851, chatSessionId: 123, seq: 3, body: { case: "message", value: "Grüß dich" } });
  const frame = unpack(structuredClone(pack({ case: "entry", value })));
  expect(frame).toMatchObject({ case: "entry", value: { id: 128974851, seq: 3, body: { case: "message", value: "Grüß dich" } } });
  expect(unpack(encode(ServerFrameSchema, create(ServerFrameSchema)))).toEqual({ case: undefined });
  expect(WidgetSchema.typeName).toBe("supportchat.v1.Widget");
  expect(SessionEventSchema.typeName).toBe("supportchat.v1.SessionEvent");
});
