/** Back-off with full jitter, as clients/README.md has it. */

/** How long to wait after so many failures in a row (0 for the first): anything up to a bound that doubles each time. */
export type Backoff = (failures: number) => number;

export function createBackoff(firstMs: number, mostMs: number): Backoff {
  return (failures) => Math.random() * Math.min(mostMs, firstMs * 2 ** failures);
}

/** Resolves when the time is over, or at once when the signal says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
