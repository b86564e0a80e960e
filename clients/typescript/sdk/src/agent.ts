/** What the console needs: all of the SDK, and the services for agents and administrators. */

export * from "./agent-client.js";
export * from "./gen/supportchat/v1/admin_pb.js";
export * from "./gen/supportchat/v1/agent_pb.js";
export * from "./gen/supportchat/v1/audit_pb.js";
export * from "./index.js";
