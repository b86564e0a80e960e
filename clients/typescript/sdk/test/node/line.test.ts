/** The line, the conversations and the inbox on it, with a server that does what it should not. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failure } from "../../src/errors.js";
import { LeaveReason } from "../../src/gen/supportchat/v1/chat_pb.js";
import { ChatSessionStatus, type Message } from "../../src/gen/supportchat/v1/resources_pb.js";
import { Code } from "../../src/grpc/code.js";
import { LiveConversation } from "../../src/node/conversation.js";
import { LiveInbox } from "../../src/node/inbox.js";
import type { ConversationEvent } from "../../src/node/types.js";
import { type FakeStream, fakeLine } from "./fake.js";

let fake: ReturnType<typeof fakeLine>;
let left: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  // The longest wait that there may be.
  vi.spyOn(Math, "random").mockReturnValue(1);
  fake = fakeLine();
  left = [];
});
afterEach(() => {
  fake.line.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets what can happen now happen. */
const settle = () => vi.advanceTimersByTimeAsync(0);

function open(options: { afterSeq?: number; onEvent?: (event: ConversationEvent) => void } = {}): LiveConversation {
  return new LiveConversation(fake.line, 1, options, (conversation) => left.push(conversation));
}

/** The newest stream, which is open. */
async function stream(): Promise<FakeStream> {
  await settle();
  const newest = fake.streams.at(-1);
  if (!newest) throw new Error("there is no stream");
  newest.welcome();
  await settle();
  return newest;
}

/** Reads on in the background. */
function reading(conversation: AsyncIterable<Message>) {
  const read: number[] = [];
  const done = (async () => {
    for await (const { seq } of conversation) read.push(seq);
  })();
  done.catch(() => {});
  return { read, done };
}

test("each message comes once, in order, whatever the server repeats or skips; what is hidden leaves no gap", async () => {
  const { read } = reading(open());
  const server = await stream();
  expect(server.asked("subscribe")).toMatchObject([{ chatSessionId: 1, afterSeq: 0 }]);
  server.subscribed();
  server.entries(1, 2);
  server.entries(2);
  server.entries(4, 5);
  await settle();
  expect(read).toEqual([1, 2]);
  // One subscription, however many come behind the gap.
  expect(server.asked("subscribe")).toMatchObject([{ afterSeq: 0 }, { afterSeq: 2 }]);
  server.entries(6);
  server.subscribed();
  server.say({ case: "hidden", value: { chatSessionId: 1, seq: 3 } } as never);
  server.entries(4, 7);
  await settle();
  expect(read).toEqual([1, 2, 4, 5, 6, 7]);
  expect(server.asked("subscribe")).toHaveLength(2);
});

test("after a reconnect it goes on from its cursor, and what was not acknowledged is sent again, in order, under the same ids", async () => {
  const conversation = open({ afterSeq: 3 });
  const { read } = reading(conversation);
  const sent = ["a", "b", "c"].map((text) => conversation.send(text, { clientMessageId: `id-${text}` }));
  const first = await stream();
  expect(first.asked("send").map(({ clientMessageId }) => clientMessageId)).toEqual(["id-a", "id-b", "id-c"]);
  first.subscribed();
  first.entries(4);
  first.ack(1, 5);
  first.ack(1, 5);
  first.break();
  await vi.advanceTimersByTimeAsync(250);
  const second = await stream();
  expect(second.asked("subscribe")).toMatchObject([{ afterSeq: 4 }]);
  expect(second.asked("send").map(({ clientMessageId }) => clientMessageId)).toEqual(["id-a", "id-c"]);
  // Acks and entries come in either order.
  second.ack(0, 4);
  second.subscribed();
  second.entries(4, 6);
  second.ack(1, 6);
  await settle();
  expect(await Promise.all(sent)).toMatchObject([{ seq: 4 }, { seq: 5 }, { seq: 6 }]);
  expect(read).toEqual([4, 5, 6]);
});

test("a message whose id is empty gets one, so that it can be sent again", async () => {
  open()
    .send("a", { clientMessageId: "" })
    .catch(() => {});
  const server = await stream();
  expect(server.asked("send")).toMatchObject([{ clientMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
});

test("at most 64 are on their way", async () => {
  const conversation = open();
  const sent = Array.from({ length: 70 }, (_, number) => conversation.send(String(number)));
  const server = await stream();
  expect(server.asked("send")).toHaveLength(64);
  for (let which = 0; which < 6; which++) server.ack(which, which + 1);
  await settle();
  expect(server.asked("send").map(({ body }) => body.value)).toEqual(Array.from({ length: 70 }, (_, number) => String(number)));
  for (let which = 6; which < 70; which++) server.ack(which, which + 1);
  expect((await Promise.all(sent)).at(-1)?.seq).toBe(70);
});

test("a refusal is that message's, and nothing else's", async () => {
  const conversation = open();
  const refused = expect(conversation.send(" ")).rejects.toMatchObject({ code: Code.InvalidArgument, reason: "MESSAGE_EMPTY", retryable: false });
  const fine = conversation.send("fine");
  const server = await stream();
  server.refuse(server.id("send", 0), Code.InvalidArgument, "MESSAGE_EMPTY");
  server.ack(1, 1);
  await refused;
  expect(await fine).toMatchObject({ seq: 1 });
});

test("a refusal that does not say when to try again is final, whatever its code", async () => {
  const conversation = open();
  const refused = expect(conversation.send("a")).rejects.toMatchObject({ code: Code.Internal, reason: "INTERNAL" });
  const fine = conversation.send("b");
  const server = await stream();
  server.refuse(server.id("send", 0), Code.Internal, "INTERNAL");
  server.ack(1, 1);
  await refused;
  expect(await fine).toMatchObject({ seq: 1 });
  expect(server.asked("send")).toHaveLength(2);
});

test("a refusal that may pass is waited for, by all that is behind it, and then they go one by one", async () => {
  const conversation = open();
  const sent = ["a", "b", "c"].map((text) => conversation.send(text));
  const server = await stream();
  server.refuse(server.id("send", 0), Code.ResourceExhausted, "RATE_LIMITED", 2);
  await vi.advanceTimersByTimeAsync(3000);
  // The others may be answered yet.
  expect(server.asked("send")).toHaveLength(3);
  server.refuse(server.id("send", 1), Code.ResourceExhausted, "RATE_LIMITED", 2);
  server.refuse(server.id("send", 2), Code.ResourceExhausted, "RATE_LIMITED", 2);
  await vi.advanceTimersByTimeAsync(1900);
  expect(server.asked("send")).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(server.asked("send")).toHaveLength(4);
  for (const seq of [1, 2, 3]) {
    server.ack(-1, seq);
    await settle();
  }
  expect(server.asked("send").map(({ body }) => body.value)).toEqual(["a", "b", "c", "a", "b", "c"]);
  expect(await Promise.all(sent)).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(fake.streams).toHaveLength(1);
});

test("what is to be waited for is, though the clock of the machine is set back meanwhile", async () => {
  const conversation = open();
  const sent = conversation.send("a");
  const server = await stream();
  server.refuse(server.id("send"), Code.ResourceExhausted, "RATE_LIMITED", 2);
  await settle();
  vi.setSystemTime(Date.now() - 3_600_000);
  // A bit more, so that not all come back at once.
  await vi.advanceTimersByTimeAsync(2249);
  expect(server.asked("send")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.asked("send")).toHaveLength(2);
  server.ack(-1, 1);
  expect(await sent).toMatchObject({ seq: 1 });
});

test("a wait ends though its timer is early by the clock", async () => {
  const sent = open().send("a");
  const server = await stream();
  const started = performance.now();
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => started + (now() - started) * 0.99);
  server.refuse(server.id("send"), Code.ResourceExhausted, "RATE_LIMITED", 2);
  await vi.advanceTimersByTimeAsync(2300);
  expect(server.asked("send")).toHaveLength(2);
  server.ack(-1, 1);
  expect(await sent).toMatchObject({ seq: 1 });
});

test("an empty clientMessageId is none: under it the server would store the message as often as it is sent", async () => {
  const sent = open().send("a", { clientMessageId: "" });
  const server = await stream();
  const id = server.asked("send")[0]?.clientMessageId;
  expect(id).toMatch(/^[-0-9a-f]{36}$/);
  server.ack(0, 1);
  expect(await sent).toMatchObject({ clientMessageId: id });
});

test("what would end the stream is not sent", async () => {
  const conversation = open();
  await expect(conversation.send("x".repeat(70_000))).rejects.toMatchObject({ reason: "MESSAGE_TOO_LONG", fields: [{ field: "message" }] });
  await expect(conversation.markRead(Number.NaN)).rejects.toThrow();
  const server = await stream();
  expect(server.asked("send")).toEqual([]);
});

test("a signal ends the wait and not the message", async () => {
  const conversation = open();
  const stop = new AbortController();
  const sent = conversation.send("a", { signal: stop.signal });
  stop.abort();
  await expect(sent).rejects.toMatchObject({ reason: "CANCELED", retryable: false });
  expect((await stream()).asked("send")).toHaveLength(1);
});

test("a slow reader holds 256 messages, acknowledgements come meanwhile, and half of them read brings more", async () => {
  const conversation = open();
  const server = await stream();
  server.subscribed();
  server.entries(1, 300);
  await settle();
  expect(server.asked("unsubscribe")).toHaveLength(1);
  const sent = conversation.send("a");
  server.ack(0, 301);
  expect(await sent).toMatchObject({ seq: 301 });
  const iterator = conversation[Symbol.asyncIterator]();
  for (let seq = 1; seq <= 127; seq++) expect((await iterator.next()).value?.seq).toBe(seq);
  expect(server.asked("subscribe")).toHaveLength(1);
  await iterator.next();
  expect(server.asked("subscribe")).toMatchObject([{ afterSeq: 0 }, { afterSeq: 256 }]);
  server.subscribed();
  server.entries(257, 301);
  await settle();
  for (let seq = 129; seq <= 301; seq++) expect((await iterator.next()).value?.seq).toBe(seq);
});

test("two who read the same session each get everything", async () => {
  const ahead = reading(open({ afterSeq: 5 }));
  const server = await stream();
  server.subscribed();
  server.entries(6);
  await settle();
  const behind = reading(open());
  expect(server.asked("subscribe")).toMatchObject([{ afterSeq: 5 }, { afterSeq: 0 }]);
  server.subscribed();
  server.entries(1, 7);
  await settle();
  expect(ahead.read).toEqual([6, 7]);
  expect(behind.read).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a session that cannot be read ends its reader; what is on its way is answered for itself, on the next stream too", async () => {
  const conversation = open();
  const { done } = reading(conversation);
  const sent = conversation.send("a");
  const server = await stream();
  server.refuse(server.id("subscribe"), Code.NotFound, "SESSION_NOT_FOUND");
  await expect(done).rejects.toMatchObject({ reason: "SESSION_NOT_FOUND" });
  await expect(conversation.send("b")).rejects.toMatchObject({ reason: "SESSION_NOT_FOUND" });
  expect(left).toEqual([]);
  server.break();
  await vi.advanceTimersByTimeAsync(250);
  const second = await stream();
  expect(second.asked("subscribe")).toEqual([]);
  second.ack(0, 1);
  expect(await sent).toMatchObject({ seq: 1 });
  expect(left).toEqual([conversation]);
});

test("who reads from a place that is not there ends no other", async () => {
  const conversation = open();
  const server = await stream();
  server.subscribed();
  // This one waits for its reader.
  server.entries(1, 256);
  await settle();
  const misplaced = reading(open({ afterSeq: 1000 }));
  expect(server.asked("subscribe")).toMatchObject([{ afterSeq: 0 }, { afterSeq: 1000 }]);
  server.refuse(server.id("subscribe"), Code.InvalidArgument, "OUT_OF_RANGE");
  await expect(misplaced.done).rejects.toMatchObject({ reason: "OUT_OF_RANGE" });
  const { read } = reading(conversation);
  await settle();
  expect(server.asked("subscribe")).toMatchObject([{ afterSeq: 0 }, { afterSeq: 1000 }, { afterSeq: 256 }]);
  server.subscribed();
  server.entries(257);
  await settle();
  expect(read).toHaveLength(257);
});

test("a subscription that is refused for now is tried again; one that the server ends is asked for again", async () => {
  const { done } = reading(open());
  const server = await stream();
  server.refuse(server.id("subscribe"), Code.Unavailable, "DATABASE_AWAY", 3);
  await vi.advanceTimersByTimeAsync(2900);
  expect(server.asked("subscribe")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(server.asked("subscribe")).toHaveLength(2);
  server.subscribed();
  server.say({ case: "unsubscribed", value: { chatSessionId: 1 } } as never);
  await settle();
  expect(server.asked("subscribe")).toHaveLength(3);
  server.refuse(server.id("subscribe"), Code.NotFound, "SESSION_NOT_FOUND");
  await expect(done).rejects.toMatchObject({ reason: "SESSION_NOT_FOUND" });
});

test("closing ends the reading without an error, and every wait with one", async () => {
  const conversation = open();
  const { done } = reading(conversation);
  const sent = expect(conversation.send("a")).rejects.toMatchObject({ reason: "CLOSED", retryable: false });
  const server = await stream();
  conversation.close();
  conversation.close();
  await Promise.all([sent, done]);
  expect(server.asked("unsubscribe")).toHaveLength(1);
  server.ack(0, 1);
  await settle();
  expect(left).toEqual([conversation]);
  await expect(conversation.send("b")).rejects.toMatchObject({ reason: "CLOSED" });
});

test("it waits longer with each failure, and from the start again after a welcome", async () => {
  open();
  await settle();
  const waits = [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000];
  for (const [failures, wait] of waits.entries()) {
    fake.streams.at(-1)?.break();
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(fake.streams).toHaveLength(failures + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.streams).toHaveLength(failures + 2);
  }
  (await stream()).break();
  await vi.advanceTimersByTimeAsync(250);
  expect(fake.streams).toHaveLength(waits.length + 2);
});

test("a server that says no welcome is as good as none", async () => {
  open();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fake.streams[0]?.ended).toBe(true);
  await vi.advanceTimersByTimeAsync(250);
  expect(fake.streams).toHaveLength(2);
});

test("a leave is kept to; one that comes at once, again and again, is no reason to hurry", async () => {
  open();
  const leave = { case: "leave", value: { reason: LeaveReason.SERVER_STOPPING, reconnectAfterMs: 700 } } as never;
  const first = await stream();
  await vi.advanceTimersByTimeAsync(5000);
  first.say(leave);
  await vi.advanceTimersByTimeAsync(699);
  expect(fake.streams).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  const second = await stream();
  second.say({ case: "leave", value: { reason: LeaveReason.SERVER_STOPPING, reconnectAfterMs: 0 } } as never);
  await vi.advanceTimersByTimeAsync(249);
  expect(fake.streams).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(fake.streams).toHaveLength(3);
});

test("a token that has expired is renewed first; one that is refused as well ends everything", async () => {
  fake.tokens.next = "second";
  const conversation = open();
  const { done } = reading(conversation);
  const inbox = new LiveInbox(fake.line, () => {});
  const listed = (async () => {
    for await (const _ of inbox);
  })();
  listed.catch(() => {});
  const first = await stream();
  first.say({ case: "leave", value: { reason: LeaveReason.TOKEN_EXPIRED, reconnectAfterMs: 0 } } as never);
  await vi.advanceTimersByTimeAsync(250);
  expect(fake.streams.map(({ token }) => token)).toEqual(["first", "second"]);
  const sent = conversation.send("a");
  sent.catch(() => {});
  const refusal = () => failure(Code.Unauthenticated, "no", "INVALID_TOKEN");
  fake.tokens.next = "third";
  fake.streams[1]?.break(refusal());
  await settle();
  expect(fake.streams[2]?.token).toBe("third");
  fake.streams[2]?.break(refusal());
  await settle();
  await expect(done).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  await expect(sent).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  await expect(listed).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fake.streams).toHaveLength(3);
});

test("a token may be refused again after another fault, and in a stream it is not renewed without a pause", async () => {
  reading(open());
  await settle();
  const refusal = () => failure(Code.Unauthenticated, "no", "INVALID_TOKEN");
  for (const token of ["second", "third"]) {
    fake.tokens.next = token;
    fake.streams.at(-1)?.break(refusal());
    await settle();
    expect(fake.streams.at(-1)?.token).toBe(token);
    fake.streams.at(-1)?.break();
    await vi.advanceTimersByTimeAsync(1000);
  }
  fake.tokens.next = "fourth";
  const server = await stream();
  const before = fake.streams.length;
  server.break(refusal());
  await settle();
  expect(fake.streams).toHaveLength(before);
  await vi.advanceTimersByTimeAsync(250);
  expect(fake.streams.at(-1)?.token).toBe("fourth");
});

test("what is opened after the credential was refused has a token renewed for it again", async () => {
  fake.tokens.next = "second";
  const { done } = reading(open());
  const refusal = () => failure(Code.Unauthenticated, "no", "INVALID_TOKEN");
  await settle();
  fake.streams[0]?.break(refusal());
  await settle();
  fake.streams[1]?.break(refusal());
  await expect(done).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  fake.tokens.next = "third";
  open();
  await settle();
  fake.streams[2]?.break(refusal());
  await settle();
  expect(fake.streams.map(({ token }) => token)).toEqual(["first", "second", "second", "third"]);
});

test("an inbox comes again after a reconnect; of a session that is not read in time, only the newest is kept", async () => {
  const inbox = new LiveInbox(fake.line, () => {});
  const first = await stream();
  const change = (id: number, agentId: number) => ({ case: "inbox", value: { chatSession: { id, agentId } } }) as never;
  for (const frame of [change(1, 0), change(2, 0), change(1, 7)]) first.say(frame);
  // It follows by itself, and nobody reads it.
  first.say({ case: "subscribed", value: { chatSessionId: 2 } } as never);
  await settle();
  expect(first.asked("unsubscribe")).toMatchObject([{ chatSessionId: 2 }]);
  const iterator = inbox[Symbol.asyncIterator]();
  const next = async () => (await iterator.next()).value?.chatSession;
  expect([await next(), await next()]).toMatchObject([
    { id: 1, agentId: 7 },
    { id: 2, agentId: 0 },
  ]);
  first.break();
  await vi.advanceTimersByTimeAsync(250);
  const second = await stream();
  expect(second.asked("subscribeInbox")).toHaveLength(1);
  second.say(change(3, 0));
  expect(await next()).toMatchObject({ id: 3 });
  inbox.close();
  expect((await iterator.next()).done).toBe(true);
});

test("what has left the inbox while the line was broken is told; what was closed is not missed", async () => {
  const inbox = new LiveInbox(fake.line, () => {});
  const change = (id: number, status = ChatSessionStatus.ACTIVE) => ({ case: "inbox", value: { chatSession: { id, status } } }) as never;
  const listed = { case: "inboxListed", value: {} } as never;
  const first = await stream();
  // The last came after all was told.
  for (const frame of [change(1), change(2), change(3), listed, change(3, ChatSessionStatus.CLOSED), change(4)]) first.say(frame);
  await settle();
  const iterator = inbox[Symbol.asyncIterator]();
  const told = async (count: number) => {
    const changes: unknown[] = [];
    while (changes.length < count) {
      const { value } = await iterator.next();
      changes.push([value?.chatSession?.id, value?.removed]);
    }
    return changes;
  };
  await told(4);
  // What a stream has named that broke before it had told everything is no more than what it is.
  first.say(change(1));
  await told(1);
  first.break();
  await vi.advanceTimersByTimeAsync(250);
  const second = await stream();
  for (const frame of [change(2), listed, change(5)]) second.say(frame);
  const left = [
    [2, false],
    [1, true],
    [4, true],
    [5, false],
  ];
  expect(await told(4)).toEqual(left);
  // It is read anew.
  for (const frame of [change(5), listed]) second.say(frame);
  expect(await told(2)).toEqual([
    [5, false],
    [2, true],
  ]);
});

test("typing is dropped where there is no line or it does not take it; others' events are told, and a listener's mistake stops nothing", async () => {
  const told: string[] = [];
  const mistakes: unknown[] = [];
  const shown = (error: unknown) => mistakes.push(error);
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", shown);
  const conversation = open({
    onEvent: ({ case: kind }) => {
      told.push(kind);
      if (kind === "marks") throw new Error("a mistake");
    },
  });
  const { read } = reading(conversation);
  conversation.typing();
  const server = await stream();
  server.behind = true;
  conversation.typing();
  server.behind = false;
  conversation.typing(true);
  expect(server.asked("typing")).toMatchObject([{ stopped: true }]);
  server.subscribed();
  for (const kind of ["marks", "typing", "presence", "queuePosition", "viewing"]) server.say({ case: kind, value: { chatSessionId: 1 } } as never);
  server.entries(1);
  await settle();
  expect(told).toEqual(["subscribed", "marks", "typing", "presence", "queuePosition", "viewing"]);
  expect(read).toEqual([1]);
  expect(mistakes).toEqual([new Error("a mistake")]);
  process.off("uncaughtException", shown);
  for (const listener of listeners) process.on("uncaughtException", listener);
});

test("without anything to carry, a stream that breaks is not opened again, until there is", async () => {
  const conversation = open();
  const server = await stream();
  conversation.close();
  server.break();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fake.streams).toHaveLength(1);
  open();
  await settle();
  expect(fake.streams).toHaveLength(2);
});
