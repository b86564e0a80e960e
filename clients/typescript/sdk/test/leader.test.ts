import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Tabs } from "../src/leader.js";
import type { Channel, Platform } from "../src/platform.js";
import { createLocks } from "./locks.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser whose tabs can be frozen: a frozen one gets no message and runs no timer. */
function browserOf() {
  const locks = createLocks();
  const channels = new Set<Channel & { frozen: boolean }>();
  function tab(frozen = false) {
    const heard: unknown[] = [];
    const mine = { frozen };
    const platform: Platform = {
      locks,
      watchLine: () => () => {},
      openChannel() {
        const channel = {
          get frozen() {
            return mine.frozen;
          },
          onmessage: null as Channel["onmessage"],
          postMessage(data: unknown) {
            if (mine.frozen) return;
            for (const other of channels) if (other !== channel && !other.frozen) queueMicrotask(() => other.onmessage?.({ data } as MessageEvent));
          },
          close: () => void channels.delete(channel),
        };
        channels.add(channel);
        return channel;
      },
    };
    const tabs = new Tabs({
      name: "chat",
      platform,
      onLead: () => {},
      onMessage: (message) => heard.push(message),
      beat: () => "beat",
      random: () => 0,
    });
    return { tabs, heard, mine };
  }
  return tab;
}

test("one tab leads; when it closes, the next one does, and only one", async () => {
  const tab = browserOf();
  const all = [tab(), tab(), tab()];
  await vi.advanceTimersByTimeAsync(0);
  expect(all.map(({ tabs }) => tabs.leading)).toEqual([true, false, false]);
  all[0]?.tabs.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(all.map(({ tabs }) => tabs.leading)).toEqual([false, true, false]);
  for (const { tabs } of all) tabs.close();
});

test("a leader that says something keeps its place", async () => {
  const tab = browserOf();
  const [first, second] = [tab(), tab()];
  await vi.advanceTimersByTimeAsync(120_000);
  expect([first.tabs.leading, second.tabs.leading]).toEqual([true, false]);
  expect(second.heard.length).toBeGreaterThan(30);
  for (const { tabs } of [first, second]) tabs.close();
});

test("a frozen leader loses its place within 15 s, and follows when it wakes", async () => {
  const tab = browserOf();
  const [first, second] = [tab(), tab()];
  await vi.advanceTimersByTimeAsync(5000);
  first.mine.frozen = true;
  await vi.advanceTimersByTimeAsync(9000);
  expect(second.tabs.leading).toBe(false);
  await vi.advanceTimersByTimeAsync(6000);
  expect(second.tabs.leading).toBe(true);
  first.mine.frozen = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect([first.tabs.leading, second.tabs.leading]).toEqual([false, true]);
  for (const { tabs } of [first, second]) tabs.close();
});

test("where locks are refused, a tab leads itself", async () => {
  const locks = { request: () => Promise.reject(new DOMException("no", "SecurityError")) } as unknown as LockManager;
  const openChannel = () => ({ postMessage() {}, onmessage: null, close() {} });
  const options = { name: "chat", onLead: () => {}, onMessage: () => {}, beat: () => "" };
  const refused = new Tabs({ ...options, platform: { locks, openChannel, watchLine: () => () => {} } });
  const without = new Tabs({ ...options, platform: { locks: undefined, openChannel: () => undefined, watchLine: () => () => {} } });
  await vi.advanceTimersByTimeAsync(0);
  expect([refused.leading, without.leading]).toEqual([true, true]);
  refused.close();
  without.close();
});
