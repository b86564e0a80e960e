/** Keeps in memory what a store refuses to keep: a browser without storage still chats until its page is closed. */

import type { KeyValueStore } from "../types.js";
import { memoryStore } from "./memory.js";

export type Store = Required<KeyValueStore>;

export function overlay(store: KeyValueStore): Store {
  const memory = memoryStore() as Store;

  async function write(durable: Promise<void> | undefined, inMemory: () => Promise<void>, clean: () => Promise<void>): Promise<void> {
    try {
      if (!durable) throw new Error("the store keeps no files");
      await durable;
      await clean();
    } catch {
      await inMemory();
    }
  }

  return {
    get: async (key) => (await memory.get(key)) ?? (await store.get(key).catch(() => undefined)),
    set: (key, value) =>
      write(
        store.set(key, value),
        () => memory.set(key, value),
        () => memory.delete(key),
      ),
    async delete(key) {
      await memory.delete(key);
      await store.delete(key).catch(() => {});
    },
    async list(prefix) {
      const merged = new Map(await store.list(prefix).catch(() => []));
      for (const [key, value] of await memory.list(prefix)) merged.set(key, value);
      return [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
    },
    getBlob: async (key) => (await memory.getBlob(key)) ?? (await store.getBlob?.(key).catch(() => undefined)),
    setBlob: (key, blob) =>
      write(
        store.setBlob?.(key, blob),
        () => memory.setBlob(key, blob),
        () => memory.deleteBlob(key),
      ),
    async deleteBlob(key) {
      await memory.deleteBlob(key);
      await store.deleteBlob?.(key).catch(() => {});
    },
  };
}
