/** Web Locks as the specification has them, for Node.js 20, which lacks them: one origin, exclusive locks, steal and signal. */

interface Waiting {
  readonly grant: () => void;
}

export function createLocks(): LockManager {
  const held = new Map<string, { lost: (error: unknown) => void }>();
  const queues = new Map<string, Waiting[]>();

  function next(name: string): void {
    queues.get(name)?.shift()?.grant();
  }

  function request(name: string, options: LockOptions, run: (lock: Lock) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const abortError = () => new DOMException("aborted", "AbortError");
      const grant = () => {
        const mine = { lost: reject };
        held.set(name, mine);
        const release = () => {
          if (held.get(name) !== mine) return;
          held.delete(name);
          next(name);
        };
        Promise.resolve(run({ name, mode: "exclusive" }))
          .then(resolve, reject)
          .finally(release);
      };
      if (options.signal?.aborted) return reject(abortError());
      const holder = held.get(name);
      if (options.steal) {
        holder?.lost(abortError());
        grant();
      } else if (holder) {
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        const waiting = { grant };
        queue.push(waiting);
        options.signal?.addEventListener("abort", () => {
          const index = queue.indexOf(waiting);
          if (index < 0) return;
          queue.splice(index, 1);
          reject(abortError());
        });
      } else {
        grant();
      }
    });
  }

  return { request, query: () => Promise.reject(new Error("not needed")) } as unknown as LockManager;
}
