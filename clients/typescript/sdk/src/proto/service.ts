/** What the generated code says of each service. */

import type { MessageType } from "./message.js";

/** The types of a service's methods, as protoc-gen-es writes them. */
export interface MethodTypes {
  readonly methodKind: "unary" | "server_streaming" | "bidi_streaming";
  readonly input: MessageType;
  readonly output: MessageType;
}

export type Method = readonly [input: MessageType, output: MessageType, streaming?: true];

export interface ServiceType<Methods extends { readonly [name: string]: MethodTypes } = { readonly [name: string]: MethodTypes }> {
  readonly typeName: string;
  /** By the names that they have in TypeScript: `SendMessage` is `sendMessage`. Those in both directions are left out. */
  readonly methods: { readonly [name: string]: Method };
  /** Only for the compiler. */
  readonly $methods?: Methods;
}

export function service(typeName: string, methods: ServiceType["methods"]): ServiceType<never> {
  return { typeName, methods };
}
