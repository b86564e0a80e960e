/** The two ends of an iteration: what comes, and who waits for it. */

interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

export class Reader<T> implements AsyncIterable<T> {
  readonly #take: () => T | undefined;
  readonly #waiting: Waiting<T>[] = [];
  #ended: { readonly error?: unknown } | undefined;

  /** `take` gives the next value, if there is one. */
  constructor(take: () => T | undefined) {
    this.#take = take;
  }

  /** There may be values. */
  wake(): void {
    while (this.#waiting.length > 0) {
      const value = this.#take();
      if (value !== undefined) this.#waiting.shift()?.resolve({ done: false, value });
      else if (!this.#ended) return;
      else this.#finish(this.#waiting.shift());
    }
  }

  /** Nothing comes behind what is there. */
  end(error?: unknown): void {
    this.#ended ??= error === undefined ? {} : { error };
    this.wake();
  }

  /** The iterator has no `return`: leaving a loop leaves the rest to the next one. */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return {
      next: () =>
        new Promise((resolve, reject) => {
          this.#waiting.push({ resolve, reject });
          this.wake();
        }),
    };
  }

  #finish(waiting: Waiting<T> | undefined): void {
    if (this.#ended && "error" in this.#ended) waiting?.reject(this.#ended.error);
    else waiting?.resolve({ done: true, value: undefined });
  }
}
