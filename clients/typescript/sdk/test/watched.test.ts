import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveConversation } from "../src/conversation.js";
import type { TabMessage } from "../src/tab-messages.js";
import { Watched } from "../src/watched.js";

/** What a conversation was told, and how far it is. */
class FakeConversation {
  cursor = 0;
  loaded = false;
  readonly healed: number[] = [];

  skipTo(seq: number): void {
    this.cursor = Math.max(this.cursor, seq);
  }
  heal(seq: number): void {
    this.healed.push(seq);
  }
}

let conversations: Map<number, FakeConversation>;
let posted: TabMessage[];
let renewed: number;
let leading: boolean;
let watched: Watched;

beforeEach(() => {
  vi.useFakeTimers();
  conversations = new Map();
  posted = [];
  renewed = 0;
  leading = true;
  watched = new Watched({
    at: (id) => at(id) as unknown as LiveConversation,
    leading: () => leading,
    post: (message) => posted.push(message),
    renew: () => {
      renewed++;
      watched.opening();
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function at(id: number): FakeConversation {
  const conversation = conversations.get(id) ?? new FakeConversation();
  conversations.set(id, conversation);
  return conversation;
}

test("sessions that are asked for together are added by one new stream, from where they stand", () => {
  watched.opening();
  watched.watch(1, 5);
  at(2).cursor = 9;
  watched.watch(2, 7);
  expect(watched.lacking).toBe(true);
  vi.advanceTimersByTime(20);
  expect(renewed).toBe(1);
  expect(watched.lacking).toBe(false);
  expect(watched.cursors()).toEqual([
    [1, 5],
    [2, 9],
  ]);
  // One that is there already only reads what it lacks.
  watched.watch(1, 8);
  vi.advanceTimersByTime(20);
  expect(renewed).toBe(1);
  expect(at(1).healed).toEqual([8]);
});

test("what waits to be added is in a stream that is opened meanwhile; nothing is opened once it is closed", () => {
  watched.watch(1, 0);
  watched.opening();
  vi.advanceTimersByTime(20);
  watched.watch(2, 0);
  watched.close();
  vi.advanceTimersByTime(20);
  expect(renewed).toBe(0);
});

test("what the server adds need not be asked for, and what it ends is not missed", () => {
  watched.opening();
  watched.subscribed(1);
  expect(watched.ids).toEqual([1]);
  expect(watched.lacking).toBe(false);
  watched.unsubscribed(1);
  expect(watched.ids).toEqual([]);
  watched.add(1);
  expect(watched.lacking).toBe(true);
});

test("the oldest make room: a stream carries no more than it may", () => {
  for (let id = 1; id <= 905; id++) watched.watch(id, 0);
  expect(watched.ids).toHaveLength(900);
  expect(watched.ids[0]).toBe(6);
});

test("a tab that follows asks the leader", () => {
  leading = false;
  watched.watch(1, 5);
  vi.advanceTimersByTime(20);
  expect(posted).toEqual([{ type: "watch", id: 1, seq: 5 }]);
  expect(renewed).toBe(0);
});

test("it learns from the leader's beat what it lacks, and asks for what the leader does not have", () => {
  at(1).loaded = true;
  at(3).cursor = 4;
  watched.add(3);
  watched.compare([
    [1, 6],
    [2, 7],
  ]);
  expect(at(1).healed).toEqual([6]);
  expect(at(2).cursor).toBe(7);
  expect(watched.ids).toEqual([3, 1, 2]);
  expect(posted).toEqual([{ type: "watch", id: 3, seq: 4 }]);
});
