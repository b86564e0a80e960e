/** Calls with the credential and the deadline put in. */

import { canceled, failure, toChatError } from "../errors.js";
import type { CallOptions } from "../grpc/call.js";
import type { Transport } from "../grpc/client.js";
import { Code } from "../grpc/code.js";
import { one } from "../transport.js";
import type { Connection } from "./connection.js";
import { type Bearer, isTokenRefused } from "./credentials.js";

/** Without a bearer, calls go out without a credential. The deadline holds for unary calls, with all that they take: streams last. */
export function createTransport(connection: Connection, deadlineMs: number, bearer?: Bearer): Transport {
  return {
    async unary(path, request, { signal, timeoutMs = deadlineMs }) {
      const end = Date.now() + timeoutMs;
      for (let again = false; ; again = true) {
        const token = bearer && (await within(bearer.token(), end - Date.now(), signal));
        try {
          const call = connection.open(path, token, { timeoutMs: Math.max(1, end - Date.now()), ...(signal && { signal }) });
          call.send(request);
          call.end();
          return await one(call.messages);
        } catch (thrown) {
          const error = toChatError(thrown);
          if (again || token === undefined || !isTokenRefused(error) || !bearer?.refused(token)) throw error;
        }
      }
    },
    async *stream(path, request, options: CallOptions) {
      const token = bearer && (await within(bearer.token(), deadlineMs, options.signal));
      try {
        const call = connection.open(path, token, options);
        call.send(request);
        call.end();
        yield* call.messages;
      } catch (thrown) {
        const error = toChatError(thrown);
        // The next call has a fresh one.
        if (token !== undefined && isTokenRefused(error)) bearer?.refused(token);
        throw error;
      }
    },
  };
}

/** What a promise brings, unless the time is over before, or the signal says so. */
function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(canceled("the call was canceled"));
    const timer = setTimeout(() => reject(failure(Code.DeadlineExceeded, "there was no credential in time")), ms);
    signal?.addEventListener("abort", leave);
    if (signal?.aborted) leave();
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    });
  });
}
