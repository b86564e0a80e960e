/** Back-off with full jitter, as clients/README.md has it. */

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/** How long to wait after so many failures in a row (0 for the first): anything up to a bound that doubles each time. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16));
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
