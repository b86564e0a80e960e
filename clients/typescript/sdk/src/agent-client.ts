/** The client of an agent. */

import { Core } from "./client.js";
import { toLogin } from "./credentials.js";
import { chatError } from "./errors.js";
import { AgentService } from "./gen/supportchat/v1/agent_pb.js";
import { AuthService } from "./gen/supportchat/v1/auth_pb.js";
import { type Agent, AgentRole, type ChatSession, ChatSessionStatus, ParticipantType } from "./gen/supportchat/v1/resources_pb.js";
import { createClient, type Transport } from "./grpc/client.js";
import { browser, type Platform } from "./platform.js";
import type { AgentClient, ClientOptions } from "./types.js";

/** A client for an agent. What an earlier page logged in is restored from the store. */
export function createAgentClient(options: ClientOptions, platform: Platform = browser): AgentClient {
  let state: AgentClient["state"] = "restoring";
  let agent: Agent | undefined;

  const core: Core = new Core({
    ...options,
    platform,
    scope: `supportchat/${options.url}/agent`,
    kind: ParticipantType.AGENT,
    async list(chat) {
      const open = [ChatSessionStatus.WAITING, ChatSessionStatus.ACTIVE].map(async (status) => {
        const sessions: ChatSession[] = [];
        for (let pageToken = ""; ; ) {
          const page = await chat.listChatSessions({ status, pageSize: 500, pageToken });
          sessions.push(...page.chatSessions);
          pageToken = page.nextPageToken;
          if (pageToken === "") return sessions;
        }
      });
      return (await Promise.all(open)).flat();
    },
    keep: (session) => session.status !== ChatSessionStatus.CLOSED,
    // Of visitors whom they know, agents may read what colleagues have or had.
    mayFollow: ({ status, agentId }) => !agent || agent.role === AgentRole.ADMIN || status === ChatSessionStatus.WAITING || agentId === agent.id,
    agentCalls: {
      async addNote(transport: Transport, id, { text, clientMessageId }) {
        const { message } = await createClient(AgentService, transport).addNote({ id, message: text, clientMessageId });
        return message;
      },
      viewing: (transport: Transport, id, stopped) => createClient(AgentService, transport).sendViewing({ id, stopped }),
    },
    onGone: () => leave(true),
    onTabMessage(message) {
      if (message.type === "login") void restore();
    },
  });

  function enter(next: AgentClient["state"]): void {
    if (state === next) return;
    state = next;
    core.events.emit("state");
  }

  function leave(gone: boolean): void {
    agent = undefined;
    core.stop();
    enter("signed-out");
    if (gone) core.events.emit("signedOut");
  }

  /** Another tab, or an earlier page, may have logged in or out. */
  async function restore(): Promise<void> {
    const before = core.me?.id;
    const login = await core.credentials.restore();
    if (before !== undefined && before !== login?.id) {
      core.credentials.drop();
      leave(login === undefined);
    }
    if (!login || core.closed) {
      enter("signed-out");
      return;
    }
    core.start();
    enter("signed-in");
    const { agent: known } = await core.rpc(AgentService).getAgent({ id: login.id });
    agent = known;
    core.events.emit("state");
  }

  void restore().catch(() => {});

  return {
    get connection() {
      return core.connection;
    },
    get me() {
      return core.me;
    },
    get conversations() {
      return core.conversations;
    },
    get loaded() {
      return core.loaded;
    },
    get state() {
      return state;
    },
    get agent() {
      return agent;
    },
    conversation: (id) => core.conversation(id),
    rpc: (service) => core.rpc(service),
    on: core.on.bind(core) as AgentClient["on"],
    close: () => core.close(),
    async login(email, password) {
      const { agentToken } = await createClient(AuthService, core.bare).createAgentToken({ email, password });
      if (!agentToken?.token || !agentToken.agent) throw chatError("NO_TOKEN", 13, "the server answered without a token");
      if (state === "signed-in") leave(false);
      await core.credentials.save(toLogin(agentToken.token, agentToken.agent.id));
      agent = agentToken.agent;
      core.post({ type: "login" });
      core.start();
      enter("signed-in");
      return agentToken.agent;
    },
    async logout() {
      const token = core.credentials.current;
      leave(false);
      // Before the server is asked: the page may be left at any moment.
      await core.forget();
      core.post({ type: "login" });
      await core.revoke(token);
    },
  };
}
