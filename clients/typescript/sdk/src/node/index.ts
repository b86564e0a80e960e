/** For back ends and bots in Node.js: conversations over HTTP/2, without a store and without what browsers need. */

export { isChatError } from "../errors.js";
export * from "../gen/supportchat/v1/admin_pb.js";
export * from "../gen/supportchat/v1/agent_pb.js";
export * from "../gen/supportchat/v1/audit_pb.js";
export * from "../gen/supportchat/v1/auth_pb.js";
export * from "../gen/supportchat/v1/chat_pb.js";
export * from "../gen/supportchat/v1/resources_pb.js";
export type { CallOptions } from "../grpc/call.js";
export { Code } from "../grpc/code.js";
export { create, type Init } from "../proto/message.js";
export type { ChatError, Rpc } from "../types.js";
export { participantKey, toDate } from "../values.js";
export { createClient } from "./client.js";
export type {
  Client,
  Conversation,
  ConversationEvent,
  ConversationOptions,
  Credentials,
  Handler,
  Inbox,
  Options,
  Sent,
  ServeOptions,
  StartOptions,
  TokenPair,
  VisitorLogin,
  WaitOptions,
} from "./types.js";
