/** The client of a site's visitor. */

import { Begun } from "./begun.js";
import { Core } from "./client.js";
import { toLogin } from "./credentials.js";
import { chatError } from "./errors.js";
import { ChatService } from "./gen/supportchat/v1/chat_pb.js";
import { ParticipantType } from "./gen/supportchat/v1/resources_pb.js";
import { createClient } from "./grpc/client.js";
import { browser, type Platform } from "./platform.js";
import type { VisitorClient, VisitorIdentity, VisitorOptions, VisitorUpdate } from "./types.js";
import { cutVisit } from "./visit.js";

/** A client for a visitor of a site. It begins to connect at once, or with `lazy` when there is somebody to connect. */
export function createVisitorClient(options: VisitorOptions, platform: Platform = browser): VisitorClient {
  const { site, identity } = options;
  /** What the server hears of the visitor with their first token. */
  let said: VisitorUpdate = options;
  let introduced = false;
  const core: Core = new Core({
    ...options,
    platform,
    scope: `supportchat/${options.url}/visitor/${site}/${visitorKey(identity)}`,
    kind: ParticipantType.USER,
    async issue(auth) {
      const proof =
        identity && ("jwt" in identity ? { jwt: identity.jwt } : { externalId: identity.userId, identifierHash: identity.identifierHash });
      introduced = true;
      const { name = "", email = "", visit, attributes = {} } = said;
      const { visitorToken } = await auth.createVisitorToken({ site, name, email, attributes, ...proof, ...(visit && { visit: cutVisit(visit) }) });
      if (!visitorToken?.token || !visitorToken.user) throw chatError("NO_TOKEN", 13, "the server answered without a token");
      return toLogin(visitorToken.token, visitorToken.user.id);
    },
    list: async (chat) => (await chat.listChatSessions({ pageSize: 50 })).chatSessions,
    keep: () => true,
    async begin(key) {
      const known = begun.idOf(key);
      if (known !== undefined) return known;
      const { chatSession } = await core.chat.createChatSession({ clientSessionId: key });
      if (!chatSession) throw chatError("NO_SESSION", 13, "the server answered without a session");
      begun.created(key, chatSession);
      return chatSession.id;
    },
    onTabMessage(message) {
      if (message.type !== "begun") return;
      begun.heard(message.key, message.id);
      // This tab may be the one that holds the stream for all.
      core.start();
    },
  });
  const begun = new Begun(core);
  const open = createClient(ChatService, core.bare);

  const restored = Promise.all([core.credentials.restore(), begun.load()]);
  void restored.then(([login]) => {
    if (!options.lazy || login || identity || begun.unsent.length > 0) core.start();
  });

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
    get unsent() {
      return begun.unsent;
    },
    conversation: (id) => core.conversation(id),
    newConversation() {
      void restored.then(() => core.start());
      return begun.begin();
    },
    rpc: (service) => core.rpc(service),
    on: core.on.bind(core) as VisitorClient["on"],
    close: () => core.close(),
    async widget() {
      const { widget } = await open.getWidget({ site });
      if (!widget) throw chatError("NO_WIDGET", 13, "the server answered without a widget");
      return widget;
    },
    async update(visitor) {
      const [login] = await restored;
      if (!login && !introduced) {
        // Nobody there knows them yet; they are told of when they are.
        said = { ...said, ...visitor, attributes: { ...said.attributes, ...visitor.attributes } };
        return;
      }
      const { visit, attributes = {} } = visitor;
      await core.chat.updateVisitor({ ...visitor, attributes, ...(visit && { visit: cutVisit(visit) }) });
    },
    async rate(chatSessionId, score, comment = "") {
      const { chatSession } = await core.chat.rateChatSession({ id: chatSessionId, score, comment });
      if (chatSession) core.changed(chatSession);
    },
    async end(chatSessionId) {
      const { chatSession } = await core.chat.closeChatSession({ id: chatSessionId });
      if (chatSession) core.changed(chatSession);
    },
    async reset() {
      const token = core.credentials.current;
      core.close();
      // Before the server is asked: the page may be left at any moment.
      await core.forget();
      await core.revoke(token);
    },
  };
}

/** Names the visitor in the store, so that what one keeps is never another one's. */
export function visitorKey(identity: VisitorIdentity | undefined): string {
  if (!identity) return "anonymous";
  if ("userId" in identity) return `user:${encodeURIComponent(identity.userId)}`;
  try {
    const payload = (identity.jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return `user:${encodeURIComponent(String(JSON.parse(new TextDecoder().decode(bytes)).sub))}`;
  } catch {
    // The server will say what is wrong with it.
    return "user:";
  }
}
