/** The grpc-web client against a server that answers anything. */

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../src/gen/google/rpc/error_details_pb.js";
import { createClient } from "../src/grpc/client.js";
import { frames } from "../src/grpc/frames.js";
import {
  ChatService,
  GetWidgetRequestSchema,
  GetWidgetResponseSchema,
  ServerFrameSchema,
  SubscribeRequestSchema,
  SubscribeResponseSchema,
} from "../src/index.js";
import { decode, encode } from "../src/proto/codec.js";
import { create, type Init, type MessageType } from "../src/proto/message.js";
import { createTransport } from "../src/transport.js";

type Asked = { path: string; headers: Record<string, unknown>; body: Buffer };

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let asked: Asked[] = [];
let closed: Promise<void>;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) });
    closed = new Promise((resolve) => response.once("close", resolve));
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

function frame(flags: number, data: Uint8Array, length = data.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, data]);
}
const trailers = (lines: Record<string, string>) =>
  frame(
    0x80,
    Buffer.from(
      Object.entries(lines)
        .map(([name, value]) => `${name}:${value}\r\n`)
        .join(""),
    ),
  );
const ok = trailers({ "grpc-status": "0" });
const TYPE = { "Content-Type": "application/grpc-web+proto" };
const widget = frame(0, encode(GetWidgetResponseSchema, create(GetWidgetResponseSchema, { widget: { name: "Shop" } })));
const said = (reconnectAfterMs: number) =>
  frame(0, encode(SubscribeResponseSchema, create(SubscribeResponseSchema, { frame: { frame: { case: "leave", value: { reconnectAfterMs } } } })));

function answerWith(...parts: Uint8Array[]) {
  answer = (response) => response.writeHead(200, TYPE).end(Buffer.concat(parts));
}
const chat = () => createClient(ChatService, createTransport(url));

test("a call goes out as grpc-web has it, and its answer comes back", async () => {
  answerWith(widget, ok);
  const tokens = { token: async () => "secret", refused: () => {} };
  const { widget: got } = await createClient(ChatService, createTransport(url, tokens)).getWidget({ site: "shop" }, { timeoutMs: 7000 });
  expect(got?.name).toBe("Shop");
  const [{ path, headers, body }] = asked as [Asked];
  expect(path).toBe("/supportchat.v1.ChatService/GetWidget");
  expect(headers).toMatchObject({
    "content-type": "application/grpc-web+proto",
    "x-grpc-web": "1",
    "grpc-timeout": "7000m",
    authorization: "Bearer secret",
  });
  expect([...body.subarray(0, 5)]).toEqual([0, 0, 0, 0, body.length - 5]);
  expect(decode(GetWidgetRequestSchema, body.subarray(5)).site).toBe("shop");
});

const any = <T extends MessageType<never>>(type: T, init: Init<never>) =>
  new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .string(`type.googleapis.com/${type.typeName}`)
    .tag(2, WireType.LengthDelimited)
    .bytes(encode(type, create(type, init)))
    .finish();
const details = () => {
  const status = new BinaryWriter().tag(1, WireType.Varint).int32(8);
  const all = [
    any(ErrorInfoSchema as MessageType<never>, { reason: "RATE_LIMITED" } as never),
    any(BadRequestSchema as MessageType<never>, { fieldViolations: [{ field: "name", description: "is too long" }] } as never),
    any(RetryInfoSchema as MessageType<never>, { retryDelay: { seconds: 2n, nanos: 5e8 } } as never),
  ];
  for (const one of all) status.tag(3, WireType.LengthDelimited).bytes(one);
  return Buffer.from(status.finish()).toString("base64").replace(/=+$/, "");
};
const refusal = () => ({ "grpc-status": "8", "grpc-message": "zu viel: %C3%BC%25", "grpc-status-details-bin": details() });
const refused = {
  code: 8,
  reason: "RATE_LIMITED",
  message: "zu viel: ü%",
  fields: [{ field: "name", description: "is too long" }],
  retryAfterMs: 2500,
};

test("an error comes with its details, from trailers and from headers", async () => {
  answerWith(trailers(refusal()));
  await expect(chat().getWidget({})).rejects.toMatchObject(refused);
  answer = (response) => response.writeHead(200, { ...TYPE, ...refusal() }).end();
  await expect(chat().getWidget({})).rejects.toMatchObject(refused);
});

test.each([
  ["no base64", "?"],
  ["no message", Buffer.from([0xff]).toString("base64")],
])("details that are %s are left out", async (_, bin) => {
  answerWith(trailers({ ...refusal(), "grpc-status-details-bin": bin }));
  await expect(chat().getWidget({})).rejects.toMatchObject({ code: 8, reason: "NETWORK", message: "zu viel: ü%" });
});

test.each([
  ["nothing at all", [], 14, "without a status"],
  ["half a head", [Buffer.from([0, 0])], 14],
  ["half a message", [frame(0, Buffer.from("abc"), 10)], 14, "breaks off"],
  ["a message without a status", [widget], 14],
  ["a status that is none", [trailers({ "grpc-status": "99" })], 2],
  ["trailers without a status", [widget, trailers({ server: "x" })], 2],
  ["two messages for one", [widget, widget, ok], 13],
  ["no message for one", [ok], 13],
  ["compression that nobody asked for", [frame(1, Buffer.from("abc")), ok], 14, "compressed"],
  ["a message of 4 GiB", [frame(0, Buffer.from("abc"), 0xffffffff)], 14, "too large"],
  ["a message of another type", [frame(0, Buffer.from([0x0a, 0xff])), ok], 13],
  ["text", [Buffer.from("<!doctype html><title>Log in to the Wi-Fi</title>")], 14],
])("%s is an error", async (_, parts, code, why = "") => {
  answerWith(...parts);
  await expect(chat().getWidget({})).rejects.toMatchObject({ name: "ChatError", code, reason: "NETWORK", message: expect.stringContaining(why) });
});

test.each([
  [400, 13, "NETWORK"],
  [401, 16, "UNKNOWN"],
  [403, 7, "UNKNOWN"],
  [404, 12, "UNKNOWN"],
  [429, 14, "NETWORK"],
  [502, 14, "NETWORK"],
  [503, 14, "NETWORK"],
  [504, 14, "NETWORK"],
  [500, 2, "NETWORK"],
  [200, 2, "NETWORK"],
])("HTTP %i from something before the server is code %i", async (status, code, reason) => {
  answer = (response) => response.writeHead(status, { "Content-Type": "text/html" }).end("<h1>Hello</h1>");
  await expect(chat().getWidget({})).rejects.toMatchObject({ code, reason });
});

test("a connection that is cut, and one that nobody takes, is NETWORK", async () => {
  answer = (response) => {
    response.writeHead(200, TYPE);
    response.write(said(1));
    setTimeout(() => response.destroy(), 20);
  };
  const heard: unknown[] = [];
  const read = async () => {
    for await (const { frame: one } of chat().subscribe({})) heard.push(one);
  };
  await expect(read()).rejects.toMatchObject({ code: 14, reason: "NETWORK" });
  expect(heard).toHaveLength(1);
  let failed = 0;
  const nobody = createTransport("http://127.0.0.1:1", undefined, () => failed++);
  await expect(createClient(ChatService, nobody).getWidget({})).rejects.toMatchObject({ code: 14, reason: "NETWORK" });
  expect(failed).toBe(1);
});

test("a stream's messages come as they are sent, in whatever pieces, and then its end", async () => {
  const bytes = Buffer.concat([said(1), said(2), said(3), ok]);
  answer = async (response) => {
    response.writeHead(200, TYPE);
    for (const byte of bytes) {
      response.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
  const heard: unknown[] = [];
  for await (const { frame: one } of chat().subscribe({ inbox: true })) heard.push(one?.frame.value);
  expect(heard).toMatchObject([{ reconnectAfterMs: 1 }, { reconnectAfterMs: 2 }, { reconnectAfterMs: 3 }]);
  expect(decode(SubscribeRequestSchema, (asked[0] as Asked).body.subarray(5)).inbox).toBe(true);
});

test("who leaves a stream, aborts a call or waits too long lets go of the connection", async () => {
  answer = (response) => {
    response.writeHead(200, TYPE);
    response.write(said(1));
  };
  for await (const _ of chat().subscribe({})) break;
  await closed;
  answer = () => {};
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 20);
  await expect(chat().getWidget({}, { signal: abort.signal })).rejects.toMatchObject({ code: 1, reason: "CANCELED", retryable: false });
  await closed;
  await expect(chat().getWidget({}, { signal: abort.signal })).rejects.toMatchObject({ code: 1, reason: "CANCELED", retryable: false });
  await expect(chat().getWidget({}, { timeoutMs: 20 })).rejects.toMatchObject({ code: 4, reason: "NETWORK" });
  await closed;
});

test("a refused token is asked for anew once", async () => {
  answerWith(trailers({ "grpc-status": "16" }));
  const given: string[] = [];
  const gone: string[] = [];
  const tokens = {
    token: async () => {
      given.push(`t${given.length}`);
      return given.at(-1) as string;
    },
    refused: (token: string) => gone.push(token),
  };
  await expect(createClient(ChatService, createTransport(url, tokens)).getWidget({})).rejects.toMatchObject({ code: 16 });
  expect(asked.map(({ headers }) => headers["authorization"])).toEqual(["Bearer t0", "Bearer t1"]);
  expect(gone).toEqual(["t0", "t1"]);
});

test("a stream is read no faster than its messages are taken", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled++;
        controller.enqueue(said(pulled));
      },
    },
    { highWaterMark: 0 },
  );
  const taken = frames(body.getReader());
  await taken.next();
  await taken.next();
  expect(pulled).toBe(2);
  await taken.return();
  expect(create(ServerFrameSchema).frame.case).toBeUndefined();
});
