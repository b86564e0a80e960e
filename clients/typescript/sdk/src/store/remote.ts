/** A store on the other side of a message port: the widget's iframe keeps its data with the host page where its own storage is blocked. */

import type { KeyValueStore } from "../types.js";

const METHODS = ["get", "set", "delete", "list"] as const;
type Method = (typeof METHODS)[number];
type Call = { readonly id: number; readonly method: Method; readonly args: readonly string[] };
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** The side that asks. A call that gets no answer for 5 s rejects. */
export function remoteStore(port: MessagePort): KeyValueStore {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<Answer>) => waiting.get(data?.id)?.(data);
  function call<T>(method: Method, ...args: string[]): Promise<T> {
    const id = ++last;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => settle({ id, error: "the page that keeps the data does not answer" }), 5000);
      function settle(answer: Answer) {
        clearTimeout(timer);
        waiting.delete(id);
        if (answer.error === undefined) resolve(answer.value as T);
        else reject(new Error(answer.error));
      }
      waiting.set(id, settle);
      port.postMessage({ id, method, args } satisfies Call);
    });
  }
  return {
    get: (key) => call("get", key),
    set: (key, value) => call("set", key, value),
    delete: (key) => call("delete", key),
    list: (prefix) => call("list", prefix),
  };
}

/** The side that answers, from a store of its own. */
export function serveStore(port: MessagePort, store: KeyValueStore): void {
  port.onmessage = async ({ data }: MessageEvent<Call>) => {
    const { id, method, args } = data ?? {};
    if (typeof id !== "number" || !METHODS.includes(method) || !Array.isArray(args) || !args.every((arg) => typeof arg === "string")) return;
    try {
      const use = store[method] as (...args: string[]) => Promise<unknown>;
      port.postMessage({ id, value: await use.apply(store, args) } satisfies Answer);
    } catch (error) {
      port.postMessage({ id, error: String(error) } satisfies Answer);
    }
  };
}
