/** Calls that are made again. */

import { isTransient, toChatError } from "../errors.js";
import { type Backoff, pause } from "./backoff.js";

export interface Patience {
  readonly patienceMs: number;
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
}

/** Makes a call until it succeeds, trying again cannot help, the time is over, or the signal says so. The call hears how many milliseconds are left. */
export async function repeat<T>(call: (leftMs: number) => Promise<T>, { patienceMs, backoff, signal }: Patience): Promise<T> {
  const end = Date.now() + patienceMs;
  for (let failures = 0; ; failures++) {
    try {
      return await call(Math.max(1, end - Date.now()));
    } catch (thrown) {
      const error = toChatError(thrown);
      const wait = Math.max(backoff(failures), error.retryAfterMs ?? 0);
      if (!isTransient(error) || Date.now() + wait > end || signal.aborted) throw error;
      await pause(wait, signal);
    }
  }
}
