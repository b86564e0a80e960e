/** What the generated code says of each message, and making one. The types of messages are those of protobuf-es. */

import type { Message, MessageInitShape } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Scalar } from "./scalars.js";

/** What is not the plain case: a scalar that is zero where it is absent, or a message. */
export const optional = 1;
export const list = 2;
/** With strings as keys. */
export const map = 3;

/** A field's number and type. */
export type Field = readonly [number: number, type: Scalar | MessageType, label?: typeof optional | typeof list | typeof map];
/** By the names that they have in TypeScript; a oneof holds its own fields. */
export interface Fields {
  readonly [name: string]: Field | Fields;
}

export interface MessageType<T extends Message = Message> {
  readonly typeName: T["$typeName"];
  readonly fields: Fields;
  /** Only for the compiler. */
  readonly $type?: T;
}

/** What a message can be made from: every field may be left out. */
export type Init<T extends Message> = MessageInitShape<GenMessage<T>>;

/** Messages refer to each other in any order, so the fields are only looked at when they are needed. */
export function message<T extends Message>(typeName: T["$typeName"], fields: () => Fields): MessageType<T> {
  let known: Fields | undefined;
  return {
    typeName,
    get fields() {
      known ??= fields();
      return known;
    },
  };
}

/** A message seen without its type. */
export type Bare = Record<string, unknown>;
/** The value of a oneof. */
export interface Choice {
  readonly case?: string | undefined;
  readonly value?: unknown;
}

/** Whether it is one field, rather than a oneof's. */
export function isField(field: Field | Fields): field is Field {
  return Array.isArray(field);
}

export function create<T extends Message>(type: MessageType<T>, init?: Init<T>): T {
  return make(type, (init ?? {}) as Bare) as unknown as T;
}

function make(type: MessageType, init: Bare): Bare {
  if (init["$typeName"] === type.typeName) return init;
  const made: Bare = { $typeName: type.typeName };
  for (const [name, field] of Object.entries(type.fields)) {
    const value = init[name];
    if (isField(field)) {
      const filled = fill(field, value);
      if (filled !== undefined) made[name] = filled;
    } else {
      const chosen = value as Choice | undefined;
      const one = chosen?.case === undefined ? undefined : field[chosen.case];
      made[name] = chosen && one && isField(one) ? { case: chosen.case, value: single(one[1], chosen.value) } : { case: undefined };
    }
  }
  return made;
}

function fill([, type, label]: Field, value: unknown): unknown {
  if (label === list) return ((value ?? []) as unknown[]).map((item) => single(type, item));
  if (label === map) return Object.fromEntries(Object.entries((value ?? {}) as Bare).map(([key, item]) => [key, single(type, item)]));
  if (value === undefined || value === null) return label === optional || "fields" in type ? undefined : type.zero();
  return single(type, value);
}

function single(type: Scalar | MessageType, value: unknown): unknown {
  return "fields" in type ? make(type, value as Bare) : value;
}
