/** Scalar types: how each is written and read. Only those that the API uses; sdk/generate.js refuses others. */

import type { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

/** The wire types of all there is here. */
export const VARINT = 0;
export const LENGTH_DELIMITED = 2;

export interface Scalar<T = unknown> {
  readonly wire: typeof VARINT | typeof LENGTH_DELIMITED;
  /** What it is where nothing is said. */
  zero(): T;
  isZero(value: T): boolean;
  read(reader: BinaryReader): T;
  write(writer: BinaryWriter, value: T): void;
}

function scalar<T>(wire: Scalar["wire"], zero: T, read: Scalar<T>["read"], write: Scalar<T>["write"]): Scalar {
  return { wire, zero: () => zero, isZero: (value) => value === zero, read, write } as Scalar<T> as Scalar;
}

export const bool = /*@__PURE__*/ scalar(
  VARINT,
  false,
  (reader) => reader.bool(),
  (writer, value) => writer.bool(value),
);
/** Enums too: what a newer server says stays the number that it is. */
export const int32 = /*@__PURE__*/ scalar(
  VARINT,
  0,
  (reader) => reader.int32(),
  (writer, value) => writer.int32(value),
);
export const uint32 = /*@__PURE__*/ scalar(
  VARINT,
  0,
  (reader) => reader.uint32(),
  (writer, value) => writer.uint32(value),
);
/** All ids, seqs and sizes are below 2^53. */
export const int64 = /*@__PURE__*/ scalar(
  VARINT,
  0,
  (reader) => {
    const value = Number(reader.int64());
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is too large a number`);
    return value;
  },
  (writer, value) => writer.int64(value),
);
/** For Google's own types, whose types say so. */
export const bigint64 = /*@__PURE__*/ scalar(
  VARINT,
  0n,
  (reader) => BigInt(reader.int64()),
  (writer, value) => writer.int64(value),
);
export const string = /*@__PURE__*/ scalar(
  LENGTH_DELIMITED,
  "",
  (reader) => reader.string(true),
  (writer, value) => writer.string(value),
);
export const bytes = /*@__PURE__*/ (() =>
  ({
    wire: LENGTH_DELIMITED,
    zero: () => new Uint8Array(),
    isZero: (value) => value.length === 0,
    read: (reader) => reader.bytes(),
    write: (writer, value) => writer.bytes(value),
  }) as Scalar<Uint8Array> as Scalar)();
