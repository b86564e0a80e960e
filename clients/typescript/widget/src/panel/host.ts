/** The panel's side of the protocol: who embeds us, what they want, and storage where the browser gives us none. */

import type { KeyValueStore } from "@supportchat/sdk";
import { type ToLoader, type ToPanel, VERSION, type Welcome } from "../protocol.js";

export interface Host {
  readonly welcome: Welcome;
  say(message: ToLoader): void;
  onMessage(fn: (message: ToPanel) => void): void;
  /** Keeps its pairs in the embedding page's storage. */
  readonly store: KeyValueStore;
}

/** Whether a message is a loader's answer to our hello. */
export function isWelcome(event: Pick<MessageEvent, "source" | "data" | "ports">, parent: unknown): boolean {
  return event.source === parent && event.data?.supportchat === VERSION && typeof event.data.options === "object" && event.ports.length === 1;
}

/**
 * Says hello and waits for the answer of the page around us. Which pages these may be is the server's word, in frame-ancestors; hello tells them nothing. From the answer on
 * only its channel counts.
 */
export function connect(own: Window): Promise<Host> {
  return new Promise((resolve) => {
    own.addEventListener("message", function answer(event) {
      const port = event.ports[0];
      if (!isWelcome(event, own.parent) || !port) return;
      own.removeEventListener("message", answer);
      resolve(host(event.data as Welcome, port));
    });
    own.parent.postMessage({ supportchat: VERSION }, "*");
  });
}

function host(welcome: Welcome, port: MessagePort): Host {
  const listeners: ((message: ToPanel) => void)[] = [];
  /** What nobody has heard yet: the panel begins to listen once it knows what to show. */
  const unheard = [...welcome.waiting];
  const calls = new Map<number, (pairs: [string, string][] | undefined) => void>();
  const prefix = `supportchat:${welcome.options.site}:`;
  let last = 0;

  port.onmessage = ({ data }: MessageEvent<ToPanel>) => {
    if (data.t === "stored") {
      calls.get(data.id)?.(data.pairs);
      calls.delete(data.id);
    } else if (listeners.length === 0) unheard.push(data);
    else for (const fn of listeners) fn(data);
  };
  const say = (message: ToLoader) => port.postMessage(message);
  const call = (key: string, value?: string | null) =>
    new Promise<[string, string][]>((resolve, reject) => {
      const id = ++last;
      calls.set(id, (pairs) =>
        pairs ? resolve(pairs.map(([name, kept]) => [name.slice(prefix.length), kept])) : reject(new Error("storage is blocked")),
      );
      say({ t: "store", id, key, value });
    });

  return {
    welcome,
    say,
    onMessage(fn) {
      listeners.push(fn);
      for (const message of unheard.splice(0)) fn(message);
    },
    store: {
      get: async (key) => (await call(key)).find(([name]) => name === key)?.[1],
      set: async (key, value) => void (await call(key, value)),
      delete: async (key) => void (await call(key, null)),
      list: async (start) => (await call(start)).filter(([name]) => name.startsWith(start)).sort(([a], [b]) => (a < b ? -1 : 1)),
    },
  };
}
