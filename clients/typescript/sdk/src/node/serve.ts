/** A bot's main loop. */

import { inspect } from "node:util";
import { isChatError } from "../errors.js";
import { AvailabilityStatus, ChatSessionStatus } from "../gen/supportchat/v1/resources_pb.js";
import { listen } from "./listen.js";
import type { Client, Conversation, Handler } from "./types.js";

export interface Service {
  readonly client: Client;
  readonly handler: Handler;
  readonly signal: AbortSignal | undefined;
  /** Hears what handlers fail with. */
  readonly log: (line: string) => void;
}

/** Goes on until the inbox ends. Fails as it does, and when it is canceled before it is there. */
export async function serve({ client, handler, signal, log }: Service): Promise<void> {
  const available = { availabilityStatus: AvailabilityStatus.AVAILABLE };
  const { agent: me } = await client.agents.setAvailability(available, signal && { signal });
  const inbox = client.inbox();
  const end = () => inbox.close();
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  /** Of the sessions that are the agent's now, whether or not their handlers have returned. */
  const conversations = new Map<number, Conversation>();
  const talks = new Set<Promise<void>>();

  async function talk(conversation: Conversation): Promise<void> {
    try {
      await handler(conversation);
    } catch (error) {
      // Where it is closed, the session was taken from the handler in the middle of something.
      if (!isChatError(error) || error.reason !== "CLOSED") listen(log, `the handler has failed in session ${conversation.id}: ${inspect(error)}`);
    }
    conversation.close();
  }

  try {
    for await (const { chatSession } of inbox) {
      if (!chatSession) continue;
      const { id, status, agentId } = chatSession;
      if (status !== ChatSessionStatus.ACTIVE || agentId !== me?.id) {
        conversations.get(id)?.close();
        conversations.delete(id);
      } else if (!conversations.has(id)) {
        const conversation = client.conversation(id);
        conversations.set(id, conversation);
        const talking = talk(conversation).finally(() => talks.delete(talking));
        talks.add(talking);
      }
    }
  } finally {
    signal?.removeEventListener("abort", end);
    end();
    for (const conversation of conversations.values()) conversation.close();
    await Promise.all(talks);
  }
}
