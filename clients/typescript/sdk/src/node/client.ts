/** The client for back ends and bots. */

import { randomUUID } from "node:crypto";
import { chatError } from "../errors.js";
import { AdminService } from "../gen/supportchat/v1/admin_pb.js";
import { AgentService } from "../gen/supportchat/v1/agent_pb.js";
import { AuditService } from "../gen/supportchat/v1/audit_pb.js";
import { AuthService } from "../gen/supportchat/v1/auth_pb.js";
import { ChatService } from "../gen/supportchat/v1/chat_pb.js";
import { AvailabilityStatus } from "../gen/supportchat/v1/resources_pb.js";
import { createClient as createRpc } from "../grpc/client.js";
import { Code } from "../grpc/code.js";
import { createBackoff } from "./backoff.js";
import { createTransport } from "./calls.js";
import { Connection, closedError } from "./connection.js";
import { LiveConversation } from "./conversation.js";
import { Bearer } from "./credentials.js";
import { LiveInbox } from "./inbox.js";
import { Line } from "./line.js";
import { listen } from "./listen.js";
import { repeat } from "./repeat.js";
import { serve } from "./serve.js";
import type { Client, Options } from "./types.js";

/** A client for one server and one credential. It connects when it is first used. */
export function createClient(options: Options): Client {
  const { url, credentials, deadlineMs = 10_000, keepAliveMs = 10_000, keepAliveTimeoutMs = 5000 } = options;
  const backoff = createBackoff(options.firstBackoffMs ?? 250, options.mostBackoffMs ?? 10_000);
  const log = (line: string) => listen(options.onLog, line);
  const closed = new AbortController();
  const connection = new Connection({ url, keepAliveMs, keepAliveTimeoutMs, log });
  const auth = createRpc(AuthService, createTransport(connection, deadlineMs));
  const bearer = new Bearer({ credentials, auth, onTokens: options.onTokens, log, closed: closed.signal });
  const transport = createTransport(connection, deadlineMs, bearer);
  const line = new Line({ connection, bearer, deadlineMs, backoff, log });
  const chat = createRpc(ChatService, transport);
  const open = new Set<{ close(): void }>();

  function checkOpen(): void {
    if (closed.signal.aborted) throw closedError("the client");
  }

  function openInbox(onListed?: () => void): LiveInbox {
    checkOpen();
    const inbox = new LiveInbox(line, (ended) => open.delete(ended), onListed);
    open.add(inbox);
    return inbox;
  }

  const client: Client = {
    chat,
    auth: createRpc(AuthService, transport),
    agents: createRpc(AgentService, transport),
    admin: createRpc(AdminService, transport),
    audit: createRpc(AuditService, transport),
    conversation(id, conversationOptions = {}) {
      checkOpen();
      checkNumber("id", id);
      checkNumber("afterSeq", conversationOptions.afterSeq ?? 0);
      const conversation = new LiveConversation(line, id, conversationOptions, (ended) => open.delete(ended));
      open.add(conversation);
      return conversation;
    },
    async start({ userId = 0, agentId = 0, clientSessionId, ...conversationOptions } = {}) {
      const session = { userId, agentId, clientSessionId: clientSessionId || randomUUID() };
      const create = async (timeoutMs: number) => {
        checkOpen();
        const { chatSession } = await chat.createChatSession(session, { timeoutMs });
        if (!chatSession) throw chatError("NO_SESSION", Code.Internal, "the server answered without a session");
        return chatSession;
      };
      const { id } = await repeat(create, { patienceMs: deadlineMs, backoff, signal: closed.signal });
      return client.conversation(id, conversationOptions);
    },
    inbox() {
      return openInbox();
    },
    async serve(handler, { signal } = {}) {
      checkOpen();
      const makeAvailable = (over: AbortSignal) => {
        const set = async () => {
          checkOpen();
          const { agent } = await client.agents.setAvailability({ availabilityStatus: AvailabilityStatus.AVAILABLE }, { signal: over });
          return agent?.id;
        };
        return repeat(set, { patienceMs: Number.POSITIVE_INFINITY, backoff, signal: AbortSignal.any([over, closed.signal]) });
      };
      const log = options.onLog ?? console.error;
      try {
        await serve({ makeAvailable, openInbox, openConversation: client.conversation, handler, signal, log });
      } catch (error) {
        if (!closed.signal.aborted && !signal?.aborted) throw error;
      }
    },
    close() {
      closed.abort();
      for (const one of open) one.close();
      line.close();
      connection.close();
    },
  };
  return client;
}

/** What no frame can carry would end the stream, which all share, again and again. */
function checkNumber(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${name}: ${value} is no whole number`);
}
