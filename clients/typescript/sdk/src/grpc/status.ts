/** How a call ended: gRPC's status, from headers or trailers, with Google's details. */

import type { Message } from "@bufbuild/protobuf";
import type { Any } from "@bufbuild/protobuf/wkt";
import { failure } from "../errors.js";
import {
  type BadRequest,
  BadRequestSchema,
  type ErrorInfo,
  ErrorInfoSchema,
  type RetryInfo,
  RetryInfoSchema,
} from "../gen/google/rpc/error_details_pb.js";
import { decode } from "../proto/codec.js";
import { list, type MessageType, message } from "../proto/message.js";
import { bytes, int32, string } from "../proto/scalars.js";
import type { ChatError } from "../types.js";
import { Code } from "./code.js";

const AnySchema: MessageType<Any> = /*@__PURE__*/ message("google.protobuf.Any", () => ({ typeUrl: [1, string], value: [2, bytes] }));

type Status = Message<"google.rpc.Status"> & { code: number; message: string; details: Any[] };
const StatusSchema: MessageType<Status> = /*@__PURE__*/ message("google.rpc.Status", () => ({
  code: [1, int32],
  message: [2, string],
  details: [3, AnySchema, list],
}));

/** Undefined if the status is OK. */
export function statusError(headers: Headers): ChatError | undefined {
  const status = headers.get("grpc-status") ?? "";
  if (status === "0") return undefined;
  // What is no code says nothing.
  const code = /^([1-9]|1[0-6])$/.test(status) ? Number(status) : Code.Unknown;
  const details = detailsOf(headers.get("grpc-status-details-bin"));
  const find = <T extends Message>(type: MessageType<T>): T | undefined => {
    const any = details.find(({ typeUrl }) => typeUrl.endsWith(`/${type.typeName}`));
    return any && decode(type, any.value);
  };
  try {
    return detailedFailure(code, text(headers), find(ErrorInfoSchema), find(BadRequestSchema), find(RetryInfoSchema));
  } catch {
    // Without details that cannot be read.
    return failure(code, text(headers));
  }
}

/** An error from Google's details, as far as they are there. */
export function detailedFailure(code: Code, message: string, info?: ErrorInfo, request?: BadRequest, retry?: RetryInfo): ChatError {
  const delay = retry?.retryDelay;
  return failure(code, message, info?.reason, request?.fieldViolations, delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6, info?.metadata);
}

/** What an answer that is not gRPC's means, as gRPC has it. */
export function httpError(status: number): ChatError {
  return failure(HTTP[status] ?? Code.Unknown, `HTTP ${status}`);
}

const HTTP: Readonly<Record<number, Code>> = {
  400: Code.Internal,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.Unimplemented,
  429: Code.Unavailable,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.Unavailable,
};

function text(headers: Headers): string {
  const message = headers.get("grpc-message") ?? "";
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

function detailsOf(base64: string | null): readonly Any[] {
  if (!base64) return [];
  try {
    return decode(
      StatusSchema,
      Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
    ).details;
  } catch {
    return [];
  }
}
