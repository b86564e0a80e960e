/** A bot's main loop. */

import { isChatError } from "../errors.js";
import { ChatSessionStatus } from "../gen/supportchat/v1/resources_pb.js";
import { listen } from "./listen.js";
import type { Conversation, Handler, Inbox } from "./types.js";

export interface Service {
  /** Makes the agent available, however often it takes, until the signal says so; tells who they are. */
  readonly makeAvailable: (over: AbortSignal) => Promise<number | undefined>;
  readonly openInbox: (onListed: () => void) => Inbox;
  readonly openConversation: (id: number) => Conversation;
  readonly handler: Handler;
  readonly signal: AbortSignal | undefined;
  /** Hears what handlers fail with. */
  readonly log: (line: string) => void;
}

/** Goes on until the inbox ends. Fails as it does, and when it is canceled before it is there. */
export async function serve({ makeAvailable, openInbox, openConversation, handler, signal, log }: Service): Promise<void> {
  const over = new AbortController();
  const cancel = () => over.abort();
  signal?.addEventListener("abort", cancel);
  if (signal?.aborted) cancel();
  let me: number | undefined;
  try {
    me = await makeAvailable(over.signal);
  } catch (error) {
    signal?.removeEventListener("abort", cancel);
    throw error;
  }
  const inbox = openInbox(stayAvailable(makeAvailable, over.signal, log));
  const end = () => inbox.close();
  over.signal.addEventListener("abort", end);
  if (over.signal.aborted) end();
  /** Of the sessions that are the agent's now, whether or not their handlers have returned. */
  const conversations = new Map<number, Conversation>();
  const talks = new Set<Promise<void>>();

  async function talk(conversation: Conversation): Promise<void> {
    try {
      await handler(conversation);
    } catch (error) {
      // Where it is closed, the session was taken from the handler in the middle of something.
      if (!isChatError(error) || error.reason !== "CLOSED") listen(log, `the handler has failed in session ${conversation.id}: ${shown(error)}`);
    }
    conversation.close();
  }

  try {
    for await (const { chatSession } of inbox) {
      if (!chatSession) continue;
      const { id, status, agentId } = chatSession;
      if (status !== ChatSessionStatus.ACTIVE || agentId !== me) {
        conversations.get(id)?.close();
        conversations.delete(id);
      } else if (!conversations.has(id)) {
        const conversation = openConversation(id);
        conversations.set(id, conversation);
        const talking = talk(conversation).finally(() => talks.delete(talking));
        talks.add(talking);
      }
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
    for (const conversation of conversations.values()) conversation.close();
    await Promise.all(talks);
  }
}

/** The service makes an agent unavailable whose line was away for long. When the inbox is told, it is back. */
function stayAvailable(makeAvailable: Service["makeAvailable"], over: AbortSignal, log: Service["log"]): () => void {
  let wanted = false;
  let making = false;
  return async () => {
    wanted = true;
    if (making) return;
    making = true;
    while (wanted && !over.aborted) {
      wanted = false;
      try {
        await makeAvailable(over);
      } catch (error) {
        if (!over.aborted) listen(log, `the agent could not be made available again: ${shown(error)}`);
      }
    }
    making = false;
  };
}

/** Not what the error carries beside, such as a request with its token. */
function shown(error: unknown): string {
  if (isChatError(error)) return `${error.reason}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
