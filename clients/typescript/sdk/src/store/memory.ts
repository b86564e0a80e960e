/** A store that lives as long as the page: for tests and for browsers that allow nothing else. */

import type { KeyValueStore } from "../types.js";

export function memoryStore(): KeyValueStore {
  const values = new Map<string, string>();
  const blobs = new Map<string, Blob>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
    list: async (prefix) => [...values].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
    getBlob: async (key) => blobs.get(key),
    setBlob: async (key, blob) => void blobs.set(key, blob),
    deleteBlob: async (key) => void blobs.delete(key),
  };
}
