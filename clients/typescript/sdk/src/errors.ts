/** One error type for whatever fails, made from what connect throws. */

import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import type { ChatError } from "./types.js";

/** The codes after which the same request may succeed without anybody changing anything. */
const TRANSIENT: ReadonlySet<number> = new Set([
  Code.Unavailable,
  Code.ResourceExhausted,
  Code.DeadlineExceeded,
  Code.Aborted,
  Code.Unknown,
  Code.Internal,
  Code.Canceled,
]);

class SdkError extends Error implements ChatError {
  override readonly name = "ChatError";
  readonly reason: string;
  readonly code: number;
  readonly fields: ChatError["fields"];
  readonly retryAfterMs: number | undefined;

  constructor(message: string, reason: string, code: number, fields: ChatError["fields"] = [], retryAfterMs?: number) {
    super(message);
    this.reason = reason;
    this.code = code;
    this.fields = fields;
    this.retryAfterMs = retryAfterMs;
  }
}

export function isChatError(error: unknown): error is ChatError {
  return error instanceof SdkError;
}

export function chatError(reason: string, code: number, message: string): ChatError {
  return new SdkError(message, reason, code);
}

/** Whatever was thrown, as a ChatError. The reason is NETWORK where the server did not answer. */
export function toChatError(thrown: unknown): ChatError {
  if (thrown instanceof SdkError) return thrown;
  const error = ConnectError.from(thrown);
  const info = error.findDetails(ErrorInfoSchema)[0];
  const fields = error.findDetails(BadRequestSchema)[0]?.fieldViolations.map(({ field, description }) => ({ field, description }));
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  const retryAfterMs = delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6;
  // fetch throws a TypeError; a proxy that answers in the server's place has no ErrorInfo.
  const reason = info?.reason ?? (error.code === Code.Canceled ? "CANCELED" : TRANSIENT.has(error.code) ? "NETWORK" : "UNKNOWN");
  return new SdkError(error.rawMessage, reason, error.code, fields, retryAfterMs);
}

/** Whether the same request may succeed later. A file that is too large never will. */
export function isTransient(error: ChatError): boolean {
  return TRANSIENT.has(error.code) && error.reason !== "ATTACHMENT_TOO_LARGE";
}

/** An error from what REST answers: `{"error": {code, status, message, details}}`. */
export function fromRest(status: number, body: string, retryAfter: string | null): ChatError {
  let error: { code?: number; message?: string; details?: { reason?: string; field_violations?: { field: string; description: string }[] }[] } = {};
  try {
    error = JSON.parse(body).error ?? {};
  } catch {
    // Not from the server, but from something before it.
  }
  const details = error.details ?? [];
  const reason = details.find((detail) => detail.reason)?.reason ?? "NETWORK";
  const fields = details.find((detail) => detail.field_violations)?.field_violations ?? [];
  const code = error.code ?? restCode(status);
  const retryAfterMs = retryAfter ? Number(retryAfter) * 1000 || undefined : undefined;
  return new SdkError(error.message ?? `HTTP ${status}`, reason, code, fields, retryAfterMs);
}

function restCode(status: number): number {
  if (status === 401) return Code.Unauthenticated;
  if (status === 403) return Code.PermissionDenied;
  if (status === 404) return Code.NotFound;
  return status === 0 || status === 408 || status === 429 || status >= 500 ? Code.Unavailable : Code.InvalidArgument;
}
