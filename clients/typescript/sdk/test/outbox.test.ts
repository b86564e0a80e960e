import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chatError } from "../src/errors.js";
import { Outbox, type OutboxOptions, type Stored } from "../src/outbox.js";
import { memoryStore } from "../src/store/memory.js";
import { overlay } from "../src/store/overlay.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NETWORK = chatError("NETWORK", 14, "no answer");

/** An outbox whose line does what `answer` says, and what was sent over it. */
function make(answer: (stored: Stored) => Promise<void>, change: Partial<OutboxOptions> = {}, store = overlay(memoryStore())) {
  const sent: string[] = [];
  const outbox = new Outbox({
    store,
    prefix: "outbox/",
    send: (_, stored) => {
      sent.push(stored.text);
      return answer(stored);
    },
    me: () => undefined,
    leading: () => true,
    offline: () => false,
    onChange: () => {},
    onProgress: () => {},
    random: () => 1,
    ...change,
  });
  return { outbox, sent, store };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("messages go one at a time and in order, and are gone from the store when they have arrived", async () => {
  const open: (() => void)[] = [];
  const { outbox, sent, store } = make(() => new Promise((resolve) => open.push(resolve)));
  for (const text of ["one", "two", "three"]) outbox.add("1", "text", text);
  await settle();
  expect(sent).toEqual(["one"]);
  expect(await store.list("outbox/")).toHaveLength(3);
  open.shift()?.();
  await settle();
  expect(sent).toEqual(["one", "two"]);
  open.shift()?.();
  await settle();
  open.shift()?.();
  await settle();
  expect(sent).toEqual(["one", "two", "three"]);
  expect(outbox.list("1")).toEqual([]);
  expect(await store.list("")).toEqual([]);
});

test("a lost answer is followed by the same message again, after a back-off that doubles; what comes behind waits", async () => {
  let failures = 3;
  const ids = new Set<string>();
  const { outbox, sent } = make(async ({ clientMessageId }) => {
    ids.add(clientMessageId);
    if (failures-- > 0) throw NETWORK;
  });
  outbox.add("1", "text", "one");
  outbox.add("1", "text", "two");
  await settle();
  expect(outbox.list("1").map(({ state }) => state)).toEqual(["waiting", "sending"]);
  await vi.advanceTimersByTimeAsync(499);
  expect(sent).toEqual(["one"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(["one", "one"]);
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent).toEqual(["one", "one", "one", "one", "two"]);
  expect(ids.size).toBe(2);
});

test("a refused message stays as failed, the next ones go on, and retry and discard move it", async () => {
  let closed = true;
  const { outbox, sent, store } = make(async ({ text }) => {
    if (closed && text === "bad") throw chatError("SESSION_CLOSED", 9, "closed");
  });
  outbox.add("1", "text", "bad");
  outbox.add("1", "text", "good");
  await settle();
  expect(outbox.list("1")).toMatchObject([{ text: "bad", state: "failed", error: { reason: "SESSION_CLOSED", code: 9 } }]);
  expect(await store.list("")).toHaveLength(1);
  const id = outbox.list("1")[0]?.clientMessageId ?? "";
  outbox.retry("1", id);
  await settle();
  expect(outbox.list("1")).toMatchObject([{ state: "failed" }]);
  closed = false;
  outbox.retry("1", id);
  await settle();
  expect(sent).toEqual(["bad", "good", "bad", "bad"]);
  expect(outbox.list("1")).toEqual([]);
});

test("discard gives the text back", async () => {
  const { outbox, store } = make(() => Promise.reject(NETWORK));
  const { clientMessageId } = outbox.add("1", "text", "never mind");
  await settle();
  expect(outbox.discard("1", clientMessageId)).toBe("never mind");
  await settle();
  expect(await store.list("")).toEqual([]);
});

test("a message that is seen in the log is not sent again", async () => {
  const { outbox, sent } = make(() => Promise.reject(NETWORK));
  const { clientMessageId } = outbox.add("1", "text", "one");
  await settle();
  outbox.acknowledged("1", clientMessageId);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual(["one"]);
  expect(outbox.list("1")).toEqual([]);
});

test("the next page finds what was left, in order", async () => {
  const first = make(() => Promise.reject(NETWORK), { leading: () => false });
  for (const text of ["one", "two", "three"]) first.outbox.add("1", "text", text);
  await settle();
  expect(first.sent).toEqual([]);
  const { outbox, sent } = make(() => Promise.resolve(), {}, first.store);
  await outbox.load();
  await settle();
  expect(sent).toEqual(["one", "two", "three"]);
});

test("a conversation that gets its id while its first message is under way keeps its messages and their order", async () => {
  const keys: string[] = [];
  const { outbox, store } = make(() => Promise.resolve(), {
    send: async (key) => {
      keys.push(key);
      if (keys.length === 1) outbox.rename("new-1", "7");
    },
  });
  outbox.add("new-1", "text", "one");
  outbox.add("new-1", "text", "two");
  await settle();
  expect(keys).toEqual(["new-1", "7"]);
  expect(outbox.list("7")).toEqual([]);
  await settle();
  expect(await store.list("")).toEqual([]);
});

test("the server's own delay is longer than the back-off", async () => {
  const busy = Object.assign(Object.create(Object.getPrototypeOf(NETWORK)), { code: 8, reason: "RATE_LIMITED", retryAfterMs: 5000, message: "" });
  let tries = 0;
  const { outbox } = make(async () => {
    if (tries++ === 0) throw busy;
  });
  outbox.add("1", "text", "one");
  await vi.advanceTimersByTimeAsync(4999);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(tries).toBe(2);
});

test("what one person has left unsent is not sent by the next", async () => {
  let me: string | undefined = "agent:1";
  const store = overlay(memoryStore());
  const { outbox, sent } = make(() => Promise.reject(NETWORK), { me: () => me }, store);
  for (const text of ["one", "two"]) outbox.add("1", "text", text);
  await settle();
  expect(sent).toEqual(["one"]);
  // Their log-in has lapsed, and somebody else logs in.
  outbox.drop();
  me = "agent:2";
  await outbox.load();
  outbox.nudge();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outbox.list("1")).toEqual([]);
  expect(sent).toEqual(["one"]);
  me = "agent:1";
  await outbox.load();
  expect(outbox.list("1").map(({ text }) => text)).toEqual(["one", "two"]);
});
