import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { ListChatSessionsResponseSchema, ServerFrameSchema } from "../src/gen/supportchat/v1/chat_pb.js";
import { MessageSchema } from "../src/gen/supportchat/v1/resources_pb.js";
import { useNumbers } from "../src/numbers.js";
import { pack, unpack } from "../src/tab-messages.js";
import { toDate } from "../src/values.js";

test("ids up to 2^53 come as numbers, wherever they are; times stay as Google has them", () => {
  const id = 2 ** 53 - 1;
  const createdAt = create(TimestampSchema, { seconds: 1n, nanos: 5e8 });
  const sent = create(ListChatSessionsResponseSchema, { chatSessions: [{ id, userId: 1, agentId: 2, createdAt }] });
  const got = useNumbers(fromBinary(ListChatSessionsResponseSchema, toBinary(ListChatSessionsResponseSchema, sent)));
  expect(got.chatSessions[0]).toMatchObject({ id, userId: 1, agentId: 2, lastSeq: 0 });
  expect(got.chatSessions[0]?.teamId).toBeUndefined();
  expect(toDate(got.chatSessions[0]?.createdAt ?? createdAt)).toEqual(new Date(1500));
});

test("a frame passes from tab to tab unharmed", () => {
  const value = create(MessageSchema, { id: 128974851, chatSessionId: 123, seq: 3, body: { case: "message", value: "Grüß dich" } });
  const frame = unpack(structuredClone(pack({ case: "entry", value })));
  expect(frame).toMatchObject({ case: "entry", value: { id: 128974851, seq: 3, body: { case: "message", value: "Grüß dich" } } });
  expect(unpack(toBinary(ServerFrameSchema, create(ServerFrameSchema)))).toEqual({ case: undefined });
});
