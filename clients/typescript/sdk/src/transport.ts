/** Calls to the server: with the bearer token, ChatErrors, and an end to every wait. */

import { failure, toChatError } from "./errors.js";
import { type CallOptions, call } from "./grpc/call.js";
import type { Transport } from "./grpc/client.js";
import { Code } from "./grpc/code.js";

const TIMEOUT_MS = 15_000;

/** Where tokens come from. */
export interface TokenSource {
  /** A token that is good for a while yet. */
  token(): Promise<string>;
  /** Says that the server refused a token: the next one is another. */
  refused(token: string): void;
}

/** Without `tokens`, calls go out without a credential. `failed` hears of each call to which nothing answered. */
export function createTransport(url: string, tokens?: TokenSource, failed?: () => void): Transport {
  function refused(thrown: unknown, token: string | undefined): boolean {
    const error = toChatError(thrown);
    if (error.reason === "NETWORK") failed?.();
    if (error.code !== Code.Unauthenticated || token === undefined) return false;
    tokens?.refused(token);
    return true;
  }

  return {
    async unary(path, request, options) {
      for (let retried = false; ; retried = true) {
        const token = await tokens?.token();
        try {
          return await one(call(url + path, request, token, { timeoutMs: TIMEOUT_MS, ...options }));
        } catch (thrown) {
          if (!refused(thrown, token) || retried) throw toChatError(thrown);
        }
      }
    },
    async *stream(path, request, options: CallOptions) {
      const token = await tokens?.token();
      try {
        yield* call(url + path, request, token, options);
      } catch (thrown) {
        refused(thrown, token);
        throw toChatError(thrown);
      }
    },
  };
}

/** The only message of an answer. The call is over when its status says so. */
export async function one(messages: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let only: Uint8Array | undefined;
  for await (const message of messages) {
    if (only) throw failure(Code.Internal, "the server answered twice");
    only = message;
  }
  if (!only) throw failure(Code.Internal, "the server answered without a message");
  return only;
}

/** Whether anything answers at the address: an opaque answer is one, so it needs no CORS. */
export async function isReachable(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const options = { mode: "no-cors", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(timeoutMs) } as const;
    await (await fetch(`${url}/healthz`, options)).text();
    return true;
  } catch {
    return false;
  }
}
