/** One error type for whatever fails. */

import { Code } from "./grpc/code.js";
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
  declare readonly reason: string;
  declare readonly code: number;
  declare readonly fields: ChatError["fields"];
  declare readonly retryAfterMs: number | undefined;
  declare readonly metadata: ChatError["metadata"];

  constructor(message: string, reason: string, code: number, fields: ChatError["fields"] = [], retryAfterMs?: number, metadata = {}) {
    super(message);
    this.reason = reason;
    this.code = code;
    this.fields = fields;
    this.retryAfterMs = retryAfterMs;
    this.metadata = metadata;
  }

  get retryable(): boolean {
    return isTransient(this);
  }
}

export function isChatError(error: unknown): error is ChatError {
  return error instanceof SdkError;
}

export function chatError(reason: string, code: number, message: string): ChatError {
  return new SdkError(message, reason, code);
}

/** A call's end. Where the server gives no reason the answer is not its own, as from a proxy, or there is none. */
export function failure(
  code: Code,
  message: string,
  reason?: string,
  ...details: [fields?: ChatError["fields"], retryAfterMs?: number | undefined, metadata?: ChatError["metadata"]]
): ChatError {
  const guess = TRANSIENT.has(code) ? "NETWORK" : "UNKNOWN";
  return new SdkError(message, reason || guess, code, ...details);
}

/** What the program has canceled itself. */
export function canceled(message: string): ChatError {
  return chatError("CANCELED", Code.Canceled, message);
}

/** Whatever was thrown, as a ChatError. */
export function toChatError(thrown: unknown): ChatError {
  if (thrown instanceof SdkError) return thrown;
  return failure(Code.Unknown, thrown instanceof Error ? thrown.message : String(thrown));
}

/** What does not come back by itself: a file or a message stays too large, somebody has to end a session, and what the program has ended stays so. */
const LASTING: ReadonlySet<string> = new Set(["ATTACHMENT_TOO_LARGE", "MESSAGE_TOO_LARGE", "TOO_MANY_SESSIONS", "CANCELED", "CLOSED"]);

/** Whether the same request may succeed later. */
export function isTransient(error: ChatError): boolean {
  return TRANSIENT.has(error.code) && !LASTING.has(error.reason);
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
