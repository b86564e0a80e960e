import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Host, LiveConversation } from "../src/conversation.js";
import { type ChatSession, ChatSessionSchema, MessageKind, MessageSchema, ParticipantType } from "../src/gen/supportchat/v1/resources_pb.js";
import { Outbox } from "../src/outbox.js";
import { create } from "../src/proto/message.js";
import { memoryStore } from "../src/store/memory.js";
import { overlay } from "../src/store/overlay.js";
import type { Entry } from "../src/types.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A session of so many messages, of which some are hidden, and what was asked of its server. */
function make(length: number, hidden: number[] = []) {
  const log = { length, calls: [] as string[], onList: () => {} };
  const message = (seq: number) => create(MessageSchema, { seq, kind: MessageKind.TEXT, sender: { type: ParticipantType.AGENT, id: 2 } });
  const session = (): ChatSession => create(ChatSessionSchema, { id: 7, lastSeq: log.length });
  const seqs = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter((seq) => !hidden.includes(seq));
  const chat = {
    async listMessages({ beforeSeq = 0, afterSeq = 0, pageSize = 50 }) {
      log.calls.push(beforeSeq ? `before ${beforeSeq}` : `after ${afterSeq}`);
      const all = beforeSeq ? seqs(1, Math.min(beforeSeq - 1, log.length)) : seqs(afterSeq + 1, log.length);
      const page = beforeSeq ? all.slice(-pageSize) : all.slice(0, pageSize);
      log.onList();
      await Promise.resolve();
      return { messages: page.map(message), nextPageToken: page.length < all.length ? "more" : "" };
    },
    async markRead({ seq }: { seq: number }) {
      log.calls.push(`read ${seq}`);
      return {};
    },
    async sendTyping({ stopped, note }: { stopped: boolean; note: boolean }) {
      log.calls.push(`typing${note ? " note" : ""}${stopped ? " stopped" : ""}`);
      return {};
    },
  };
  const outbox = new Outbox({
    store: overlay(memoryStore()),
    prefix: "",
    send: async () => {},
    me: () => "user:1",
    leading: () => false,
    offline: () => false,
    onChange: () => {},
    onProgress: () => {},
  });
  const arrived: number[] = [];
  const host = {
    chat,
    outbox,
    me: () => "user:1",
    session,
    fetch: async () => session(),
    watch: () => {},
    arrived: (_: unknown, entry: Entry) => arrived.push(entry.seq),
    tellViewing: undefined,
    url: "",
  } as unknown as Host;
  const conversation = new LiveConversation(host, "7", 7);
  const arrive = (seq: number) => conversation.arrive(hidden.includes(seq) ? { seq, hidden: true } : { seq, message: message(seq) });
  return { conversation, log, arrived, arrive };
}

const shown = (conversation: LiveConversation) =>
  conversation.entries.map((entry) => ("hidden" in entry ? `(${entry.seq})` : `${entry.seq}`)).join(" ");
const settle = () => vi.advanceTimersByTimeAsync(0);

test("the newest 50 are loaded, then the earlier ones, to the first", async () => {
  const { conversation, log } = make(120);
  expect(conversation.loaded).toBe(false);
  conversation.load();
  await settle();
  expect([conversation.loaded, conversation.entries.length, conversation.entries[0]?.seq, conversation.hasEarlier]).toEqual([true, 50, 71, true]);
  await Promise.all([conversation.loadEarlier(), conversation.loadEarlier()]);
  await conversation.loadEarlier();
  expect([conversation.entries.length, conversation.hasEarlier]).toEqual([120, false]);
  expect(log.calls).toEqual(["before 121", "before 71", "before 21"]);
});

test("what comes twice is there once, and a gap heals by asking the server", async () => {
  const { conversation, log, arrived, arrive } = make(3, [5]);
  conversation.load();
  await settle();
  log.length = 8;
  arrive(3);
  arrive(4);
  arrive(4);
  arrive(7);
  expect(shown(conversation)).toBe("1 2 3 4");
  await vi.advanceTimersByTimeAsync(200);
  expect(shown(conversation)).toBe("1 2 3 4 (5) 6 7 8");
  expect(arrived).toEqual([4, 5, 6, 7, 8]);
  expect(log.calls).toEqual(["before 4", "after 4"]);
});

test("what arrives while a gap is being healed is not taken for hidden", async () => {
  const { conversation, log, arrive } = make(3);
  conversation.load();
  await settle();
  log.length = 6;
  arrive(6);
  // After the server has made its list and before the answer is here.
  log.onList = () => {
    log.length = 8;
    queueMicrotask(() => arrive(8));
  };
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown(conversation)).toBe("1 2 3 4 5 6 7 8");
});

test("a gap that closes by itself asks nobody", async () => {
  const { conversation, log, arrived, arrive } = make(3);
  conversation.load();
  await settle();
  arrive(5);
  arrive(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown(conversation)).toBe("1 2 3 4 5");
  expect([arrived, log.calls]).toEqual([[4, 5], ["before 4"]]);
});

test("what arrives while it is loading is told once", async () => {
  const { conversation, log, arrived, arrive } = make(3);
  conversation.load();
  log.length = 4;
  arrive(4);
  await settle();
  expect(shown(conversation)).toBe("1 2 3 4");
  expect(arrived).toEqual([4]);
});

test("what was erased is read again, as far as the log is held, and what arrives meanwhile stays", async () => {
  const { conversation, log, arrived, arrive } = make(300, [260]);
  conversation.load();
  await settle();
  await conversation.loadEarlier();
  expect(conversation.entries[0]?.seq).toBe(200);
  const before = conversation.entries;
  log.calls.length = 0;
  log.length = 301;
  log.onList = () => arrive(301);
  await conversation.refresh();
  expect([conversation.entries.length, conversation.entries[0]?.seq, conversation.entries.at(-1)?.seq]).toEqual([102, 200, 301]);
  expect("hidden" in (conversation.entries[60] ?? {})).toBe(true);
  expect(conversation.entries.slice(0, 101).every((entry, i) => entry !== before[i] && entry.seq === before[i]?.seq)).toBe(true);
  expect([log.calls, arrived]).toEqual([["after 199"], [301]]);
});

test("typing is told every 3 s at most, its end after 4 s, and what others do lapses after 6 s", async () => {
  const { conversation, log } = make(0);
  for (let i = 0; i < 8; i++) {
    conversation.typing();
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(log.calls).toEqual(["typing", "typing"]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(log.calls).toEqual(["typing", "typing", "typing stopped"]);
  conversation.setActivity("agent:2", "typing", false);
  conversation.setActivity("user:1", "typing", false);
  await vi.advanceTimersByTimeAsync(5999);
  expect(conversation.activities).toEqual([{ participant: "agent:2", kind: "typing" }]);
  await vi.advanceTimersByTimeAsync(1);
  expect(conversation.activities).toEqual([]);
});

test("reading is told once for all that was read in a moment", async () => {
  const { conversation, log } = make(9);
  for (const seq of [1, 5, 9, 3]) conversation.markRead(seq);
  await vi.advanceTimersByTimeAsync(1000);
  conversation.markRead(9);
  await vi.advanceTimersByTimeAsync(1000);
  expect(log.calls).toEqual(["read 9"]);
});
