/** A store in IndexedDB: it survives a reload and is the same for all tabs of an origin. */

import type { KeyValueStore } from "../types.js";

const VALUES = "values";
const BLOBS = "blobs";

/** Where IndexedDB is blocked, every call rejects. */
export function indexedDbStore(name: string): KeyValueStore {
  let opened: Promise<IDBDatabase> | undefined;

  function database(): Promise<IDBDatabase> {
    opened ??= open(name, () => {
      opened = undefined;
    }).catch((error: unknown) => {
      // The next call tries again.
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function run<T>(area: string, mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await database()).transaction(area, mode);
    const request = use(transaction.objectStore(area));
    return new Promise((resolve, reject) => {
      // A write counts only once its transaction is complete.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB gave up a transaction"));
    });
  }

  // Opening takes a moment: begin before the first message is typed.
  database().catch(() => {});
  return {
    get: (key) => run(VALUES, "readonly", (store) => store.get(key)),
    set: async (key, value) => void (await run(VALUES, "readwrite", (store) => store.put(value, key))),
    delete: async (key) => void (await run(VALUES, "readwrite", (store) => store.delete(key))),
    async list(prefix) {
      const transaction = (await database()).transaction(VALUES, "readonly");
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const store = transaction.objectStore(VALUES);
      const [keys, values] = [store.getAllKeys(range), store.getAll(range)];
      return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(keys.result.map((key, i) => [String(key), values.result[i]]));
        transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB gave up a transaction"));
      });
    },
    getBlob: (key) => run(BLOBS, "readonly", (store) => store.get(key)),
    setBlob: async (key, blob) => void (await run(BLOBS, "readwrite", (store) => store.put(blob, key))),
    deleteBlob: async (key) => void (await run(BLOBS, "readwrite", (store) => store.delete(key))),
  };
}

function open(name: string, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Throws where storage is blocked, which rejects the promise.
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(VALUES);
      request.result.createObjectStore(BLOBS);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
        closed();
      };
      database.onclose = closed;
      resolve(database);
    };
  });
}
