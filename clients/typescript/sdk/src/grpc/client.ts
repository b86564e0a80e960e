/** Clients of services, typed by what protoc-gen-es wrote of them. */

import { failure } from "../errors.js";
import { decode, encode } from "../proto/codec.js";
import { create, type Init, type MessageType } from "../proto/message.js";
import type { MethodTypes, ServiceType } from "../proto/service.js";
import type { CallOptions } from "./call.js";
import { Code } from "./code.js";

/** What carries calls: bytes to a path, bytes back. */
export interface Transport {
  unary(path: string, request: Uint8Array, options: CallOptions): Promise<Uint8Array>;
  stream(path: string, request: Uint8Array, options: CallOptions): AsyncIterable<Uint8Array>;
}

/** A service's methods: a promise of the one answer, or an iterable of many. */
export type Client<S extends ServiceType> =
  S extends ServiceType<infer Methods> ? { readonly [Name in keyof Methods as Called<Methods[Name], Name>]: Method<Methods[Name]> } : never;

/** What is called here: all but the stream in both directions. */
type Called<T extends MethodTypes, Name> = T["methodKind"] extends "bidi_streaming" ? never : Name;

type Method<T> = T extends MethodTypes & { readonly input: MessageType<infer I>; readonly output: MessageType<infer O> }
  ? (request: Init<I>, options?: CallOptions) => T["methodKind"] extends "unary" ? Promise<O> : AsyncIterable<O>
  : never;

export function createClient<S extends ServiceType>(service: S, transport: Transport): Client<S> {
  const methods = Object.entries(service.methods).map(([name, [input, output, streaming]]) => {
    const path = `/${service.typeName}/${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const request = (init: Init<never>) => encode(input, create(input, init));
    const unary = async (init: Init<never>, options: CallOptions = {}) => answer(output, await transport.unary(path, request(init), options));
    async function* stream(init: Init<never>, options: CallOptions = {}) {
      for await (const bytes of transport.stream(path, request(init), options)) yield answer(output, bytes);
    }
    return [name, streaming ? stream : unary];
  });
  return Object.fromEntries(methods) as Client<S>;
}

function answer(type: MessageType, bytes: Uint8Array) {
  try {
    return decode(type, bytes);
  } catch (thrown) {
    throw failure(Code.Internal, `the answer is no ${type.typeName}: ${thrown}`);
  }
}
