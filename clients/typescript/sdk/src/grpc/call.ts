/** One call over fetch: the request goes out, the messages of the answer come in as they are taken. */

import { canceled, failure } from "../errors.js";
import { Code } from "./code.js";
import { frame, frames } from "./frames.js";
import { httpError, statusError } from "./status.js";

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** How long the whole call may take. */
  readonly timeoutMs?: number;
}

const TYPE = "application/grpc-web";

/** Ends with the status: throws a ChatError unless it is OK. Leaving off early ends the call. */
export async function* call(url: string, request: Uint8Array, token: string | undefined, options: CallOptions): AsyncGenerator<Uint8Array, void> {
  const { signal, timeoutMs } = options;
  const abort = new AbortController();
  const cancel = () => abort.abort();
  let late = false;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          cancel();
        }, timeoutMs);
  signal?.addEventListener("abort", cancel);
  if (signal?.aborted) cancel();

  /** Whatever fetch and its stream throw. */
  const broken = (thrown: unknown) => {
    if (late) return failure(Code.DeadlineExceeded, `nothing answered within ${timeoutMs} ms`);
    if (signal?.aborted) return canceled("the call was canceled");
    return failure(Code.Unavailable, thrown instanceof Error ? thrown.message : String(thrown));
  };

  try {
    const headers = new Headers({ "Content-Type": `${TYPE}+proto`, "X-Grpc-Web": "1" });
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    if (timeoutMs !== undefined) headers.set("Grpc-Timeout", `${timeoutMs}m`);
    const init = { method: "POST", headers, body: frame(request), redirect: "error", signal: abort.signal } as const;
    const response = await fetch(url, init).catch((thrown) => {
      throw broken(thrown);
    });
    // Where there is nothing but a status, the headers have it.
    if (response.headers.has("grpc-status")) {
      const error = statusError(response.headers);
      if (error) throw error;
      return;
    }
    if (!response.ok || !response.body || !response.headers.get("Content-Type")?.startsWith(TYPE)) throw httpError(response.status);
    const answer = frames(response.body.getReader());
    for (;;) {
      const { done, value } = await answer.next().catch((thrown) => {
        throw broken(thrown);
      });
      if (done) throw broken("the answer ends without a status");
      if ("trailers" in value) {
        const error = statusError(value.trailers);
        if (error) throw error;
        return;
      }
      yield value.message;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}
