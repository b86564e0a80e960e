import type { VisitorClient, VisitorOptions } from "./types.js";

/** A client for the visitors of a site. It begins to connect at once. */
export function createVisitorClient(options: VisitorOptions): VisitorClient {
  throw new Error(`not yet: ${options.url}`);
}
