/** Google's own types, as far as the API uses them. Their TypeScript types are those of protobuf-es. */

import type { Duration, FieldMask, Timestamp } from "@bufbuild/protobuf/wkt";
import { list, type MessageType, message } from "./message.js";
import { bigint64, int32, string } from "./scalars.js";

export const TimestampSchema: MessageType<Timestamp> = /*@__PURE__*/ message("google.protobuf.Timestamp", () => ({
  seconds: [1, bigint64],
  nanos: [2, int32],
}));

export const DurationSchema: MessageType<Duration> = /*@__PURE__*/ message("google.protobuf.Duration", () => ({
  seconds: [1, bigint64],
  nanos: [2, int32],
}));

export const FieldMaskSchema: MessageType<FieldMask> = /*@__PURE__*/ message("google.protobuf.FieldMask", () => ({ paths: [1, string, list] }));
