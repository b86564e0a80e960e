/** What the tabs of one visitor or agent tell each other. Messages of the API travel as bytes: a clone of them would not be quite the same. */

import { type ServerFrame, ServerFrameSchema } from "./gen/supportchat/v1/chat_pb.js";
import { decode, encode } from "./proto/codec.js";
import type { Connection, Outgoing } from "./types.js";

export type TabMessage =
  /** A tab that follows is new and wants to know how things stand. */
  | { readonly type: "hello" }
  /** The leader answers it, or has read the inbox anew: what is not in `inbox` is gone. */
  | {
      readonly type: "state";
      readonly me: number | undefined;
      readonly connection: Connection;
      readonly loaded: boolean;
      readonly inbox: readonly number[];
      readonly frames: readonly Uint8Array[];
    }
  | { readonly type: "frame"; readonly frame: Uint8Array }
  | { readonly type: "connection"; readonly connection: Connection }
  /** With each heartbeat: the sessions that are streamed, and how far. */
  | { readonly type: "cursors"; readonly cursors: readonly (readonly [id: number, seq: number])[] }
  /** A follower wants a session to be streamed. */
  | { readonly type: "watch"; readonly id: number; readonly seq: number }
  | { readonly type: "outbox"; readonly conversation: string }
  | {
      readonly type: "progress";
      readonly conversation: string;
      readonly clientMessageId: string;
      readonly state: Outgoing["state"];
      readonly progress: number;
    }
  /** A conversation was begun, or has got its id. */
  | { readonly type: "begun"; readonly key: string; readonly id: number | undefined }
  /** There is hope for the line: the tab is looked at, or the network came back. Or doubt: a call failed. */
  | { readonly type: "hope" | "doubt" }
  /** Somebody logged in or out in another tab. */
  | { readonly type: "login" };

export function pack(frame: ServerFrame["frame"]): Uint8Array {
  return encode(ServerFrameSchema, { $typeName: "supportchat.v1.ServerFrame", frame });
}

export function unpack(bytes: Uint8Array): ServerFrame["frame"] {
  return decode(ServerFrameSchema, bytes).frame;
}
