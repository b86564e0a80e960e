/** Calls with the credential and the deadline put in. */

import { toChatError } from "../errors.js";
import type { CallOptions } from "../grpc/call.js";
import type { Transport } from "../grpc/client.js";
import { one } from "../transport.js";
import type { Connection } from "./connection.js";
import { type Bearer, isTokenRefused } from "./credentials.js";

/** Without a bearer, calls go out without a credential. The deadline holds for unary calls: streams last. */
export function createTransport(connection: Connection, deadlineMs: number, bearer?: Bearer): Transport {
  return {
    async unary(path, request, options) {
      for (let again = false; ; again = true) {
        const token = await bearer?.token();
        try {
          const call = connection.open(path, token, { timeoutMs: deadlineMs, ...options });
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
      const call = connection.open(path, await bearer?.token(), options);
      call.send(request);
      call.end();
      yield* call.messages;
    },
  };
}
