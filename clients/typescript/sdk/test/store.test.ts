import "fake-indexeddb/auto";
import { afterEach, describe, expect, test } from "vitest";
import { indexedDbStore } from "../src/store/indexed-db.js";
import { memoryStore } from "../src/store/memory.js";
import { overlay } from "../src/store/overlay.js";
import { remoteStore, serveStore } from "../src/store/remote.js";
import type { KeyValueStore } from "../src/types.js";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function overPort(): KeyValueStore {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveStore(port2, memoryStore());
  return remoteStore(port1);
}

const broken: KeyValueStore = {
  get: () => Promise.reject(new Error("SecurityError")),
  set: () => Promise.reject(new Error("SecurityError")),
  delete: () => Promise.reject(new Error("SecurityError")),
  list: () => Promise.reject(new Error("SecurityError")),
};

let databases = 0;
const stores: Record<string, () => KeyValueStore> = {
  memory: memoryStore,
  IndexedDB: () => indexedDbStore(`test-${databases++}`),
  "over a port": overPort,
  "a broken one, in memory": () => overlay(broken),
};

describe.each(Object.entries(stores))("a store: %s", (_, open) => {
  test("keeps, lists in order of the keys, and deletes", async () => {
    const store = open();
    await store.set("b/2", "two");
    await store.set("b/1", "one");
    await store.set("c", "other");
    await store.set("b/1", "uno");
    expect(await store.get("b/1")).toBe("uno");
    expect(await store.get("nothing")).toBeUndefined();
    expect(await store.list("b/")).toEqual([
      ["b/1", "uno"],
      ["b/2", "two"],
    ]);
    await store.delete("b/1");
    expect(await store.list("b/")).toEqual([["b/2", "two"]]);
  });
});

test("IndexedDB keeps values for the next page", async () => {
  await indexedDbStore("lasting").set("key", "value");
  expect(await indexedDbStore("lasting").get("key")).toBe("value");
});

test("what a store refuses is kept in memory, and what it has is read all the same", async () => {
  const inner = memoryStore();
  await inner.set("a", "1");
  const store = overlay({ ...inner, set: () => Promise.reject(new Error("QuotaExceededError")) });
  await store.set("b", "2");
  expect(await store.list("")).toEqual([
    ["a", "1"],
    ["b", "2"],
  ]);
});

test("the page that keeps the data serves no method but the store's", async () => {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveStore(port2, memoryStore());
  const answers: unknown[] = [];
  port1.onmessage = ({ data }) => answers.push(data);
  port1.postMessage({ id: 1, method: "constructor", args: [] });
  port1.postMessage({ id: 2, method: "get", args: [{ toString: "no" }] });
  port1.postMessage(null);
  port1.postMessage({ id: 3, method: "get", args: ["key"] });
  await expect.poll(() => answers.length).toBe(1);
  expect(answers).toEqual([{ id: 3, value: undefined }]);
});
