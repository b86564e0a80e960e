/** Serving, with a server that says what a test has it say. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failure } from "../../src/errors.js";
import { ChatSessionStatus } from "../../src/gen/supportchat/v1/resources_pb.js";
import { Code } from "../../src/grpc/code.js";
import { LiveConversation } from "../../src/node/conversation.js";
import { LiveInbox } from "../../src/node/inbox.js";
import { serve } from "../../src/node/serve.js";
import type { Handler } from "../../src/node/types.js";
import { type FakeStream, fakeLine } from "./fake.js";

const ME = 7;

let fake: ReturnType<typeof fakeLine>;
let server: FakeStream;
let logged: string[];
/** What the handlers did: where one began, and where its messages ended. */
let done: string[];
let makeAvailable: () => Promise<number>;

beforeEach(() => {
  vi.useFakeTimers();
  fake = fakeLine();
  logged = [];
  done = [];
  makeAvailable = async () => ME;
});
afterEach(() => {
  fake.line.close();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

/** Serves, with the inbox open. */
async function serving(handler: Handler, signal?: AbortSignal): Promise<{ ended: Promise<void> }> {
  const ended = serve({
    makeAvailable,
    openInbox: (onListed) => new LiveInbox(fake.line, () => {}, onListed),
    openConversation: (id) => new LiveConversation(fake.line, id, {}, () => {}),
    handler,
    signal,
    log: (line) => logged.push(line),
  });
  ended.catch(() => {});
  await settle();
  server = fake.streams[0] as FakeStream;
  server.welcome();
  await settle();
  return { ended };
}

/** The inbox has changed. */
async function changed(id: number, status = ChatSessionStatus.ACTIVE, agentId = ME): Promise<void> {
  server.say({ case: "inbox", value: { chatSession: { id, status, agentId } } } as never);
  await settle();
}

const reads: Handler = async (conversation) => {
  done.push(`begins ${conversation.id}`);
  for await (const _ of conversation);
  done.push(`ends ${conversation.id}`);
};

test("each session that is active and the agent's is served once, all at the same time, for as long as it is theirs", async () => {
  await serving(reads);
  await changed(1);
  await changed(2, ChatSessionStatus.WAITING);
  await changed(3, ChatSessionStatus.ACTIVE, 8);
  await changed(4);
  await changed(1);
  expect(server.asked("subscribe")).toMatchObject([
    { chatSessionId: 1, afterSeq: 0 },
    { chatSessionId: 4, afterSeq: 0 },
  ]);
  expect(done).toEqual(["begins 1", "begins 4"]);
  await changed(1, ChatSessionStatus.CLOSED);
  await changed(1, ChatSessionStatus.CLOSED);
  await changed(4, ChatSessionStatus.ACTIVE, 8);
  await changed(2);
  await changed(1);
  expect(done.slice(2)).toEqual(["ends 1", "ends 4", "begins 2", "begins 1"]);
  expect(logged).toEqual([]);
});

test("a handler that has returned is not called again while the session stays; its conversation is closed", async () => {
  await serving(async ({ id }) => void done.push(`begins ${id}`));
  await changed(1);
  await changed(1);
  expect(done).toEqual(["begins 1"]);
  expect(server.asked("unsubscribe")).toMatchObject([{ chatSessionId: 1 }]);
  await changed(1, ChatSessionStatus.ACTIVE, 8);
  await changed(1);
  expect(done).toEqual(["begins 1", "begins 1"]);
});

test("what a handler fails with is logged, and ends its own talk alone", async () => {
  await serving((conversation) => {
    if (conversation.id === 1) throw new Error("a mistake");
    return reads(conversation);
  });
  await changed(1);
  await changed(2);
  expect(logged).toEqual([expect.stringContaining("session 1: Error: a mistake")]);
  expect(server.asked("unsubscribe")).toMatchObject([{ chatSessionId: 1 }]);
  await changed(1);
  await changed(2, ChatSessionStatus.CLOSED);
  expect(done).toEqual(["begins 2", "ends 2"]);
  expect(logged).toHaveLength(1);
});

test("a session that is taken in the middle of something is no mistake of the handler's", async () => {
  await serving(async (conversation) => {
    await conversation.send("Hello!").finally(() => done.push("sent"));
  });
  await changed(1);
  await changed(1, ChatSessionStatus.CLOSED);
  expect(done).toEqual(["sent"]);
  expect(logged).toEqual([]);
});

test("a signal closes the conversations, and the end waits for the handlers", async () => {
  const stop = new AbortController();
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { ended } = await serving(async (conversation) => {
    await reads(conversation);
    await finished;
  }, stop.signal);
  const over = vi.fn();
  void ended.then(over);
  await changed(1);
  stop.abort();
  await settle();
  expect(done).toEqual(["begins 1", "ends 1"]);
  expect(over).not.toHaveBeenCalled();
  finish();
  await settle();
  expect(over).toHaveBeenCalled();
});

test("it fails as the inbox does, with the conversations closed", async () => {
  const { ended } = await serving(reads);
  await changed(1);
  server.refuse("inbox", Code.PermissionDenied, "NOT_AN_AGENT");
  await expect(ended).rejects.toMatchObject({ reason: "NOT_AN_AGENT" });
  expect(done).toEqual(["begins 1", "ends 1"]);
});

test("a credential that is gone ends it, though the conversations have failed first", async () => {
  const { ended } = await serving(reads);
  await changed(1);
  server.break(failure(Code.Unauthenticated, "no", "INVALID_TOKEN"));
  await expect(ended).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
  expect(logged).toEqual([expect.stringContaining("INVALID_TOKEN")]);
});

test("the agent is made available again whenever the inbox is told again, one time after the other", async () => {
  let calls = 0;
  const answers: ((fails?: Error) => void)[] = [];
  makeAvailable = () => {
    if (calls++ === 0) return Promise.resolve(ME);
    return new Promise((resolve, reject) => answers.push((fails) => (fails ? reject(fails) : resolve(ME))));
  };
  await serving(reads);
  const listed = async () => {
    server.say({ case: "inboxListed", value: {} } as never);
    await settle();
  };
  expect(calls).toBe(1);
  await listed();
  await listed();
  await listed();
  expect(calls).toBe(2);
  answers[0]?.(new Error("refused"));
  await settle();
  expect(logged).toHaveLength(1);
  expect(calls).toBe(3);
  answers[1]?.();
  await settle();
  expect(calls).toBe(3);
  await listed();
  expect(calls).toBe(4);
});
