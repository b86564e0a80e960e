/** What the browser gives, if it does: where third-party storage is blocked, locks and channels throw a SecurityError. */

export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export interface Platform {
  readonly locks: LockManager | undefined;
  openChannel(name: string): Channel | undefined;
  /** Calls back when the browser says that the network came or went, or the page is looked at again. Returns what ends it. */
  watchLine(online: () => void, offline: () => void): () => void;
}

export const browser: Platform = {
  get locks() {
    try {
      return globalThis.navigator?.locks;
    } catch {
      return undefined;
    }
  },
  openChannel(name) {
    try {
      return new BroadcastChannel(name);
    } catch {
      return undefined;
    }
  },
  watchLine(online, offline) {
    if (typeof window === "undefined") return () => {};
    const seen = () => document.visibilityState === "visible" && online();
    const stop = new AbortController();
    const options = { signal: stop.signal };
    window.addEventListener("online", online, options);
    window.addEventListener("offline", offline, options);
    window.addEventListener("pageshow", online, options);
    document.addEventListener("visibilitychange", seen, options);
    return () => stop.abort();
  },
};

/** How long a tab waits for another one that holds a lock for a moment. One that takes longer is frozen. */
const PATIENCE_MS = 20_000;

/** Runs one at a time over all tabs. Without locks, just runs. */
export async function exclusively<T>(locks: LockManager | undefined, name: string, run: () => Promise<T>): Promise<T> {
  if (!locks) return run();
  const gaveUp = new AbortController();
  const timer = setTimeout(() => gaveUp.abort(), PATIENCE_MS);
  let began = false;
  const once = () => {
    began = true;
    clearTimeout(timer);
    return run();
  };
  try {
    return await locks.request(name, { signal: gaveUp.signal }, once);
  } catch (error) {
    if (began) throw error;
    if (gaveUp.signal.aborted) return await locks.request(name, { steal: true }, once);
    // Locks are there but not allowed.
    return run();
  } finally {
    clearTimeout(timer);
  }
}
