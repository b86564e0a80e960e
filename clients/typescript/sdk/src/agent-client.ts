import type { AgentClient, ClientOptions } from "./types.js";

/** A client for agents. What an earlier page logged in is restored from the store. */
export function createAgentClient(options: ClientOptions): AgentClient {
  throw new Error(`not yet: ${options.url}`);
}
