/** gRPC on HTTP/2, with a server that is one, or something else. */

import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, createServer as createTcpServer, connect as tcp } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatService, GetWidgetRequestSchema, GetWidgetResponseSchema } from "../../src/gen/supportchat/v1/chat_pb.js";
import { createClient } from "../../src/grpc/client.js";
import { Code } from "../../src/grpc/code.js";
import { frame } from "../../src/grpc/frames.js";
import { createTransport } from "../../src/node/calls.js";
import { Connection } from "../../src/node/connection.js";
import type { Bearer } from "../../src/node/credentials.js";
import { decode, encode } from "../../src/proto/codec.js";
import { create } from "../../src/proto/message.js";

const HEADERS = { ":status": 200, "content-type": "application/grpc" };

/** A google.rpc.Status with an ErrorInfo of that reason. */
const INVALID_TOKEN = "CBASAm5vGkgKKHR5cGUuZ29vZ2xlYXBpcy5jb20vZ29vZ2xlLnJwYy5FcnJvckluZm8SHAoNSU5WQUxJRF9UT0tFThILc3VwcG9ydGNoYXQ";

let server: Http2Server;
let answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Uint8Array) => void;
let connection: Connection;
let sessions: Set<ServerHttp2Session>;
const close: (() => void)[] = [];

beforeEach(async () => {
  sessions = new Set();
  server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => {
    const chunks: Uint8Array[] = [];
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => answer(stream, headers, Buffer.concat(chunks).subarray(5)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  connection = connectTo(portOf(server));
  close.push(() => server.close());
});
afterEach(() => {
  connection.close();
  for (const session of sessions) session.destroy();
  for (const one of close.splice(0)) one();
});

function portOf(listening: { address(): unknown }): number {
  return (listening.address() as AddressInfo).port;
}

function connectTo(port: number, keepAliveMs = 10_000, keepAliveTimeoutMs = 5000): Connection {
  const made = new Connection({ url: `http://127.0.0.1:${port}/`, keepAliveMs, keepAliveTimeoutMs, log: () => {} });
  close.push(() => made.close());
  return made;
}

function chat(deadlineMs = 5000, bearer?: Bearer) {
  return createClient(ChatService, createTransport(connection, deadlineMs, bearer));
}

/** Answers with a widget, and then a status. */
function widget(stream: ServerHttp2Stream, trailers: Record<string, string> = { "grpc-status": "0" }): void {
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(frame(encode(GetWidgetResponseSchema, create(GetWidgetResponseSchema, { widget: { name: "Shop" } }))));
}

test("a call is what gRPC says it is", async () => {
  let heard: IncomingHttpHeaders = {};
  let site = "";
  answer = (stream, headers, body) => {
    heard = headers;
    site = decode(GetWidgetRequestSchema, body).site;
    widget(stream);
  };
  expect((await chat().getWidget({ site: "default" })).widget?.name).toBe("Shop");
  expect(heard).toMatchObject({ ":path": "/supportchat.v1.ChatService/GetWidget", "content-type": "application/grpc+proto", te: "trailers" });
  expect(heard["grpc-timeout"]).toMatch(/^[1-9]\d*m$/);
  expect(site).toBe("default");
});

test.each([
  ["headers", (stream: ServerHttp2Stream, status: object) => stream.respond({ ...HEADERS, ...status }, { endStream: true })],
  ["trailers", (stream: ServerHttp2Stream, status: object) => widget(stream, status as never)],
])("a refusal comes in %s", async (_, refuse) => {
  answer = (stream) => refuse(stream, { "grpc-status": "5", "grpc-message": "nicht da: %C3%BC" });
  await expect(chat().getWidget({})).rejects.toMatchObject({ name: "ChatError", code: Code.NotFound, message: "nicht da: ü", retryable: false });
});

test.each([
  ["a proxy's refusal", (stream: ServerHttp2Stream) => stream.respond({ ":status": 503 }, { endStream: true }), Code.Unavailable],
  ["a page", (stream: ServerHttp2Stream) => stream.respond({ ":status": 200, "content-type": "text/html" }, { endStream: true }), Code.Unknown],
  ["no status", (stream: ServerHttp2Stream) => (stream.respond(HEADERS), stream.end()), Code.Unavailable],
  ["half a message", (stream: ServerHttp2Stream) => (stream.respond(HEADERS), stream.end(Buffer.from([0, 0, 0]))), Code.Unavailable],
  [
    "a cancel that is not the program's",
    (stream: ServerHttp2Stream) => stream.respond({ ...HEADERS, "grpc-status": "1" }, { endStream: true }),
    Code.Canceled,
  ],
  ["a reset", (stream: ServerHttp2Stream) => stream.close(2), Code.Unavailable],
  ["a cut", (stream: ServerHttp2Stream) => stream.session?.destroy(), Code.Unavailable],
])("%s is an error", async (_, refuse, code) => {
  answer = (stream) => void refuse(stream);
  await expect(chat().getWidget({})).rejects.toMatchObject({ code, retryable: true });
  // The next call has what it needs.
  answer = (stream) => widget(stream);
  await expect(chat().getWidget({})).resolves.toMatchObject({ widget: { name: "Shop" } });
});

test("a stream that the server ends without a status ends, though this side may still send", async () => {
  answer = () => {};
  server.on("stream", (stream) => {
    stream.respond(HEADERS);
    stream.end();
  });
  const call = connection.open("/x", undefined, {});
  await expect(call.messages.next()).rejects.toMatchObject({ code: Code.Unavailable });
});

test("however much waits to be sent on one stream, calls go out beside it", async () => {
  answer = (stream) => widget(stream);
  server.on("stream", (stream, headers) => {
    if (headers[":path"] === "/x") stream.pause();
  });
  const full = connection.open("/x", undefined, {});
  for (let sent = 0; sent < 1000; sent++) full.send(new Uint8Array(16_000));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(full.behind).toBe(true);
  await expect(chat().getWidget({})).resolves.toMatchObject({ widget: { name: "Shop" } });
});

test("nobody there, nothing in time, a signal, a client that is closed: each ends the call", async () => {
  answer = () => {};
  await expect(chat(50).getWidget({})).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  const stop = new AbortController();
  const aborted = chat().getWidget({}, { signal: stop.signal });
  stop.abort();
  await expect(aborted).rejects.toMatchObject({ reason: "CANCELED", retryable: false });
  const slow = chat(50, { token: () => new Promise(() => {}) } as never).getWidget({});
  await expect(slow).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  const closed = chat().getWidget({});
  setImmediate(() => connection.close());
  await expect(closed).rejects.toMatchObject({ reason: "CLOSED" });
  await expect(chat().getWidget({})).rejects.toMatchObject({ reason: "CLOSED" });
  const free = createTcpServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const port = portOf(free);
  await new Promise((resolve) => free.close(resolve));
  connection = connectTo(port);
  await expect(chat().getWidget({})).rejects.toMatchObject({ code: Code.Unavailable });
});

test("a refused token is asked for anew once; a credential that no header can carry is the program's mistake", async () => {
  const tokens = ["first", "second", "third"];
  const heard: unknown[] = [];
  answer = (stream, headers) => {
    heard.push(headers.authorization);
    stream.respond({ ...HEADERS, "grpc-status": "16", "grpc-status-details-bin": INVALID_TOKEN }, { endStream: true });
  };
  const bearer = { token: async () => tokens[0] ?? "", refused: () => tokens.shift() !== undefined } as unknown as Bearer;
  await expect(chat(5000, bearer).getWidget({})).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  expect(heard).toEqual(["Bearer first", "Bearer second"]);
  await expect(chat(5000, { token: async () => "a\nb" } as never).getWidget({})).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test("a line that goes dead without a word is found", async () => {
  let dead = false;
  const proxy = createTcpServer((near) => {
    const far = tcp(portOf(server), "127.0.0.1");
    near.on("data", (data) => dead || far.write(data));
    far.on("data", (data) => dead || near.write(data));
    for (const socket of [near, far]) socket.on("error", () => {});
    close.push(
      () => near.destroy(),
      () => far.destroy(),
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  close.push(() => proxy.close());
  connection = connectTo(portOf(proxy), 100, 100);
  answer = (stream) => widget(stream);
  await chat().getWidget({});
  answer = (stream) => {
    stream.respond(HEADERS);
  };
  // A line that answers the pings lives.
  const quiet = connection.open("/x", undefined, {});
  quiet.end();
  const first = quiet.messages.next();
  await expect(Promise.race([first, new Promise((resolve) => setTimeout(resolve, 500, "alive"))])).resolves.toBe("alive");
  dead = true;
  // Whatever becomes of the machine's clock.
  const clock = vi.spyOn(Date, "now").mockReturnValue(0);
  close.push(() => clock.mockRestore());
  await expect(first).rejects.toMatchObject({ code: Code.Unavailable });
});
