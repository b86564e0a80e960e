/** Typed events. */

import type { Unsubscribe } from "./types.js";

export class Emitter<Events extends { [name: string]: (...args: never[]) => void }> {
  readonly #listeners = new Map<keyof Events, Set<Events[keyof Events]>>();

  on<Name extends keyof Events>(name: Name, fn: Events[Name]): Unsubscribe {
    let listeners = this.#listeners.get(name);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(name, listeners);
    }
    listeners.add(fn);
    return () => listeners.delete(fn);
  }

  emit<Name extends keyof Events>(name: Name, ...args: Parameters<Events[Name]>): void {
    for (const fn of [...(this.#listeners.get(name) ?? [])]) {
      try {
        fn(...args);
      } catch (error) {
        // A listener's mistake is shown where its author looks, and does not stop the line.
        reportError(error);
      }
    }
  }
}

function reportError(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
