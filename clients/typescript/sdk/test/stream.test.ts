import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chatError } from "../src/errors.js";
import { type ServerFrame, SubscribeResponseSchema } from "../src/gen/supportchat/v1/chat_pb.js";
import { create } from "../src/proto/message.js";
import { Line } from "../src/stream.js";
import type { Connection } from "../src/types.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const WELCOME: ServerFrame["frame"] = { case: "welcome", value: { $typeName: "supportchat.v1.Welcome" } };
const LEAVE: ServerFrame["frame"] = { case: "leave", value: { $typeName: "supportchat.v1.Leave", reason: 1, reconnectAfterMs: 700 } };

/** A line to a server that does what `script` says of each stream: frames, then hang or fail. */
function make(script: (stream: number) => { frames: ServerFrame["frame"][]; fails?: boolean }, reachable = () => true) {
  const states: Connection["status"][] = [];
  const seen = { streams: 0, open: 0, probes: 0, states, last: undefined as Connection | undefined };
  const line = new Line({
    async *open(signal) {
      const { frames, fails } = script(seen.streams++);
      seen.open++;
      try {
        for (const frame of frames) yield create(SubscribeResponseSchema, { frame: { frame } });
        if (fails) throw chatError("NETWORK", 14, "no answer");
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
      } finally {
        seen.open--;
      }
    },
    probe: async () => {
      seen.probes++;
      return reachable();
    },
    onFrame: () => {},
    onState: (connection) => {
      seen.last = connection;
      if (states.at(-1) !== connection.status) states.push(connection.status);
    },
    onRefused: async () => true,
    random: () => 1,
  });
  line.start();
  return { line, seen };
}

test("a server that is gone is asked again with growing pauses, and `since` stays", async () => {
  const { line, seen } = make(() => ({ frames: [], fails: true }));
  await vi.advanceTimersByTimeAsync(0);
  const since = Date.now();
  expect(seen.last).toEqual({ status: "offline", since, retryAt: since + 500 });
  await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);
  expect(seen.streams).toBe(4);
  expect(seen.last).toEqual({ status: "offline", since, retryAt: Date.now() + 4000 });
  line.nudge();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.streams).toBe(5);
  line.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen.streams, seen.open]).toEqual([5, 0]);
});

test("a leave is followed after the time that the server names, without a word about being off line", async () => {
  const { line, seen } = make((stream) => ({ frames: stream === 0 ? [WELCOME, LEAVE] : [WELCOME] }));
  await vi.advanceTimersByTimeAsync(699);
  expect(seen.streams).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect([seen.streams, seen.states]).toEqual([2, ["connecting", "online", "connecting", "online"]]);
  line.stop();
});

test("a dead line on which nothing is heard is noticed within 30 s", async () => {
  let reachable = true;
  const { line, seen } = make(
    (stream) => (stream === 0 ? { frames: [WELCOME] } : { frames: [], fails: true }),
    () => reachable,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen.streams, seen.last?.status]).toEqual([1, "online"]);
  expect(seen.probes).toBeGreaterThan(2);
  reachable = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(seen.last?.status).not.toBe("online");
  line.stop();
});

test("renewing opens the new stream before it closes the old one", async () => {
  const { line, seen } = make(() => ({ frames: [WELCOME] }));
  await vi.advanceTimersByTimeAsync(0);
  line.renew();
  await vi.advanceTimersByTimeAsync(0);
  expect([seen.streams, seen.open, seen.states]).toEqual([2, 1, ["connecting", "online"]]);
  // Twice in a row, while the first is under way.
  line.renew();
  await Promise.resolve();
  await Promise.resolve();
  line.renew();
  await vi.advanceTimersByTimeAsync(0);
  expect([seen.streams, seen.open]).toEqual([4, 1]);
  line.stop();
});

test("a server that accepts and says nothing is given up after 10 s", async () => {
  const { line, seen } = make(() => ({ frames: [] }));
  await vi.advanceTimersByTimeAsync(9999);
  expect(seen.last?.status).toBe("connecting");
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.last?.status).toBe("offline");
  line.stop();
});
