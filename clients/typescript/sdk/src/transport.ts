/** Calls to the server: grpc-web, with the bearer token, numbers for int64, ChatErrors, and an end to every wait. */

import type { Transport } from "@connectrpc/connect";
import { Code } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { toChatError } from "./errors.js";
import { useNumbers } from "./numbers.js";

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
  const base = createGrpcWebTransport({ baseUrl: url });

  async function withToken(header: HeadersInit | undefined): Promise<[Headers, string | undefined]> {
    const headers = new Headers(header);
    const token = await tokens?.token();
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    return [headers, token];
  }

  function refused(thrown: unknown, token: string | undefined): boolean {
    const error = toChatError(thrown);
    if (error.reason === "NETWORK") failed?.();
    if (error.code !== Code.Unauthenticated || token === undefined) return false;
    tokens?.refused(token);
    return true;
  }

  return {
    async unary(method, signal, timeoutMs, header, input, contextValues) {
      for (let retried = false; ; retried = true) {
        const [headers, token] = await withToken(header);
        try {
          const response = await base.unary(method, signal, timeoutMs ?? TIMEOUT_MS, headers, input, contextValues);
          useNumbers(response.message);
          return response;
        } catch (thrown) {
          if (!refused(thrown, token) || retried) throw toChatError(thrown);
        }
      }
    },
    async stream(method, signal, timeoutMs, header, input, contextValues) {
      const [headers, token] = await withToken(header);
      const fail = (thrown: unknown) => {
        refused(thrown, token);
        return toChatError(thrown);
      };
      try {
        const response = await base.stream(method, signal, timeoutMs, headers, input, contextValues);
        return { ...response, message: received(response.message, fail) };
      } catch (thrown) {
        throw fail(thrown);
      }
    },
  };
}

async function* received<T>(messages: AsyncIterable<T>, fail: (thrown: unknown) => Error): AsyncIterable<T> {
  try {
    for await (const message of messages) yield useNumbers(message);
  } catch (thrown) {
    throw fail(thrown);
  }
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
