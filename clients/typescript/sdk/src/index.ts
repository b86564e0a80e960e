/** What the widget needs, and anyone who builds for visitors. What only agents need is in `@supportchat/sdk/agent`. */

export { isChatError } from "./errors.js";
export * from "./gen/supportchat/v1/auth_pb.js";
export * from "./gen/supportchat/v1/chat_pb.js";
export * from "./gen/supportchat/v1/resources_pb.js";
export type { CallOptions } from "./grpc/call.js";
export { create, type Init } from "./proto/message.js";
export { indexedDbStore } from "./store/indexed-db.js";
export { memoryStore } from "./store/memory.js";
export { remoteStore, serveStore } from "./store/remote.js";
// Not the proto's message of that name.
export type { Unsubscribe } from "./types.js";
export * from "./types.js";
export { participantKey, toDate } from "./values.js";
export { createVisitorClient, visitorKey } from "./visitor.js";
