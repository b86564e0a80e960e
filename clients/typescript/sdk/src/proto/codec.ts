/** Messages to bytes and back, as proto3 has it. Fields that are not known are passed over. */

import type { Message } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { type Bare, type Choice, create, type Field, isField, list, type MessageType, map, optional } from "./message.js";
import { LENGTH_DELIMITED, type Scalar, string } from "./scalars.js";

export function encode<T extends Message>(type: MessageType<T>, message: T): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  write(writer, type, message as unknown as Bare);
  return writer.finish();
}

function write(writer: BinaryWriter, type: MessageType, message: Bare): void {
  for (const [name, field] of Object.entries(type.fields)) {
    const value = message[name];
    if (value === undefined) continue;
    if (isField(field)) {
      writeField(writer, field, value);
    } else {
      const chosen = value as Choice;
      const one = chosen.case === undefined ? undefined : field[chosen.case];
      if (one && isField(one)) writeOne(writer, one[0], one[1], chosen.value);
    }
  }
}

function writeField(writer: BinaryWriter, [number, type, label]: Field, value: unknown): void {
  if (label === list) {
    const items = value as unknown[];
    if (items.length === 0) return;
    if (!isPacked(type)) {
      for (const item of items) writeOne(writer, number, type, item);
      return;
    }
    writer.tag(number, LENGTH_DELIMITED).fork();
    for (const item of items) type.write(writer, item);
    writer.join();
  } else if (label === map) {
    for (const [key, item] of Object.entries(value as Bare)) {
      writer.tag(number, LENGTH_DELIMITED).fork();
      writeOne(writer, 1, string, key);
      writeOne(writer, 2, type, item);
      writer.join();
    }
  } else if (label === optional || "fields" in type || !type.isZero(value)) {
    writeOne(writer, number, type, value);
  }
}

function writeOne(writer: BinaryWriter, number: number, type: Scalar | MessageType, value: unknown): void {
  if ("fields" in type) {
    writer.tag(number, LENGTH_DELIMITED).fork();
    write(writer, type, value as Bare);
    writer.join();
  } else {
    writer.tag(number, type.wire);
    type.write(writer, value);
  }
}

/** Throws where the bytes are none of this type. */
export function decode<T extends Message>(type: MessageType<T>, bytes: Uint8Array): T {
  const message = create(type);
  read(new BinaryReader(bytes), type, message as unknown as Bare);
  return message;
}

function read(reader: BinaryReader, type: MessageType, message: Bare): void {
  const places = placesOf(type);
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const place = places.get(number);
    const [, fieldType, label] = place?.field ?? [];
    if (!place || !fieldType) {
      reader.skip(wire, number);
    } else if (label === list && wire === LENGTH_DELIMITED && isPacked(fieldType)) {
      const packed = new BinaryReader(reader.bytes());
      while (packed.pos < packed.len) (message[place.name] as unknown[]).push(fieldType.read(packed));
    } else if (wire !== wireOf(fieldType)) {
      reader.skip(wire, number);
    } else if (label === list) {
      (message[place.name] as unknown[]).push(readOne(reader, fieldType));
    } else if (label === map) {
      readEntry(new BinaryReader(reader.bytes()), fieldType, message[place.name] as Bare);
    } else if (place.choice !== undefined) {
      const before = message[place.name] as Choice;
      const value = readOne(reader, fieldType, before.case === place.choice ? before.value : undefined);
      message[place.name] = { case: place.choice, value };
    } else {
      message[place.name] = readOne(reader, fieldType, message[place.name]);
    }
  }
}

/** A message that comes in parts is put together. */
function readOne(reader: BinaryReader, type: Scalar | MessageType, before?: unknown): unknown {
  if (!("fields" in type)) return type.read(reader);
  const message = (before ?? create(type)) as Bare;
  read(new BinaryReader(reader.bytes()), type, message);
  return message;
}

function readEntry(reader: BinaryReader, type: Scalar | MessageType, entries: Bare): void {
  let key = "";
  let value: unknown;
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    if (number === 1 && wire === LENGTH_DELIMITED) key = string.read(reader) as string;
    else if (number === 2 && wire === wireOf(type)) value = readOne(reader, type, value);
    else reader.skip(wire, number);
  }
  value ??= "fields" in type ? create(type) : type.zero();
  // Assigning would mean something else for the key __proto__.
  Object.defineProperty(entries, key, { value, enumerable: true, configurable: true, writable: true });
}

function wireOf(type: Scalar | MessageType): number {
  return "fields" in type ? LENGTH_DELIMITED : type.wire;
}

function isPacked(type: Scalar | MessageType): type is Scalar {
  return wireOf(type) !== LENGTH_DELIMITED;
}

/** Where what is read goes. */
interface Place {
  readonly name: string;
  readonly field: Field;
  /** In a oneof. */
  readonly choice?: string;
}

const known = new WeakMap<MessageType, Map<number, Place>>();

function placesOf(type: MessageType): Map<number, Place> {
  let places = known.get(type);
  if (!places) {
    places = new Map();
    for (const [name, field] of Object.entries(type.fields)) {
      if (isField(field)) places.set(field[0], { name, field });
      else for (const [choice, one] of Object.entries(field)) if (isField(one)) places.set(one[0], { name, field: one, choice });
    }
    known.set(type, places);
  }
  return places;
}
