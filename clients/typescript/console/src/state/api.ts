/** The one client of this page, and what components follow of it. */
import {
  AdminService,
  type Agent,
  AgentService,
  AuditService,
  AuthService,
  ChatService,
  type ChatSession,
  type Connection,
  type Conversation,
  createAgentClient,
  type InboxChange,
  indexedDbStore,
} from "@supportchat/sdk/agent";
import { store } from "../lib/store.js";

const client = createAgentClient({ url: location.origin, store: indexedDbStore("supportchat-console") });

export const signedIn = store<typeof client.state>(client.state);
export const me = store<Agent | undefined>(client.agent);
export const connection = store<Connection>(client.connection);
/** What waits and what is this agent's, by id. */
export const inbox = store<ReadonlyMap<number, ChatSession>>(new Map());
export const inboxLoaded = store(client.loaded);
/** Answers to this page's own calls, which may be newer than what the stream has brought. */
const answers = store<ReadonlyMap<number, ChatSession>>(new Map());

const services = {
  agent: client.rpc(AgentService),
  admin: client.rpc(AdminService),
  audit: client.rpc(AuditService),
  chat: client.rpc(ChatService),
  auth: client.rpc(AuthService),
};

export function rpc(): typeof services {
  return services;
}

client.on("state", () => {
  me.set(client.agent);
  signedIn.set(client.state);
});
client.on("connection", (now) => connection.set(now));
client.on("conversations", () => {
  inbox.set(new Map(client.conversations.map((session) => [session.id, session])));
  inboxLoaded.set(client.loaded);
});

export const onInbox: (fn: (change: InboxChange) => void) => () => void = (fn) => client.on("inbox", fn);
export const onEntry: (fn: (chat: number, entry: Conversation["entries"][number]) => void) => () => void = (fn) => client.on("entry", fn);

export function conversation(chat: number): Conversation {
  return client.conversation(chat);
}

export function putSession(session: ChatSession): void {
  answers.update((old) => new Map(old).set(session.id, session));
}

/** A session as it is now, of all that was heard of it. */
export function newest(...heard: (ChatSession | undefined)[]): ChatSession | undefined {
  return heard.reduce((best, one) => (one && (!best || one.lastSeq > best.lastSeq) ? one : best), undefined);
}

export { answers };

export const myId = () => client.me?.id;
export const logIn = (email: string, password: string) => client.login(email, password);
export const logOut = () => client.logout();

/** The agent as the server has just said. */
export function putMe(agent: Agent | undefined): void {
  if (agent) me.set(agent);
}
