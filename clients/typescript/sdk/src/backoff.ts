/** Exponential back-off with full jitter: whoever was cut off together does not come back together. */

export const FIRST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 30_000;

/** How long to wait after so many failures in a row (0 for the first), anything up to a bound that doubles each time. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16));
  // Never at once: a server that refuses must not be asked in a tight loop.
  return Math.max(50, Math.round(random() * bound));
}
