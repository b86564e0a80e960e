/** Stories with the real server: SUPPORTCHAT_BIN must name it. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  AgentService,
  AvailabilityStatus,
  ChatService,
  ChatSessionStatus,
  type Client,
  type Conversation,
  createAgentClient,
  createVisitorClient,
  memoryStore,
  ParticipantType,
} from "../src/agent.js";
import type { Platform } from "../src/platform.js";
import type { KeyValueStore, VisitorClient } from "../src/types.js";
import { createLocks } from "./locks.js";
import { Server, until } from "./server.js";

let server: Server;
const open = new Set<Client>();

beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.close());
afterEach(() => {
  for (const client of open) client.close();
  open.clear();
});

/** The tabs of one browser. */
function browserOf(locks = createLocks()): Platform {
  return {
    locks,
    openChannel: (name) => new BroadcastChannel(name) as never,
    watchLine: () => () => {},
  };
}

/** A page without locks and channels. */
const alone: Platform = { locks: undefined, openChannel: () => undefined, watchLine: () => () => {} };

function visitor(store: KeyValueStore = memoryStore(), platform: Platform = alone): VisitorClient {
  const client = createVisitorClient({ url: server.url, store, site: server.demo.site, name: "Ada" }, platform);
  open.add(client);
  return client;
}

async function agent() {
  const client = createAgentClient({ url: server.url, store: memoryStore() }, alone);
  open.add(client);
  await client.login(server.demo.agent_email, server.demo.agent_password);
  return client;
}

function texts(conversation: Conversation): string[] {
  return conversation.entries.flatMap((entry) => ("message" in entry && entry.message.body.case === "message" ? [entry.message.body.value] : []));
}

function dense(conversation: Conversation): boolean {
  return conversation.entries.every((entry, i) => entry.seq === (conversation.entries[0]?.seq ?? 0) + i);
}

test("a visitor writes, an agent answers, and both see the same", async () => {
  const [ada, grace] = [visitor(), await agent()];
  // What is only a hint, as typing is, is for who has an open stream.
  await until("the visitor is on line", () => ada.connection.status === "online");
  const chat = ada.newConversation();
  const heard: number[] = [];
  chat.on("entry", (entry) => heard.push(entry.seq));
  chat.send("Hello!");
  expect(chat.outgoing).toMatchObject([{ text: "Hello!", kind: "text" }]);
  await until("the message is sent", () => chat.outgoing.length === 0 && texts(chat).length === 1);
  expect(ada.unsent).toEqual([]);
  expect(typeof chat.id).toBe("number");
  const id = chat.id ?? 0;
  await until("the agent's inbox has it", () => grace.conversations.some((session) => session.id === id));
  if (chat.session?.agentId === undefined) await grace.rpc(AgentService).acceptChatSession({ id });
  const answers = grace.conversation(id);
  await until("the agent sees it", () => texts(answers).includes("Hello!"));
  answers.typing();
  await until("the visitor sees typing", () => chat.activities.length === 1);
  answers.send("Good morning");
  await until("the visitor sees the answer", () => texts(chat).at(-1) === "Good morning");
  expect(chat.activities).toEqual([]);
  chat.markRead();
  const me = `user:${ada.me?.id}`;
  await until("the agent sees that it was read", () => (answers.marks.get(me)?.readSeq ?? 0) === answers.entries.at(-1)?.seq);
  expect(ada.me?.type).toBe(ParticipantType.USER);
  expect(chat.entries.map((entry) => entry.seq)).toEqual(answers.entries.map((entry) => entry.seq));
  expect(heard).toEqual(chat.entries.map((entry) => entry.seq));
  expect(dense(chat)).toBe(true);
});

test("ten messages written while the server is dead arrive once and in order when it is back", async () => {
  const store = memoryStore();
  const ada = visitor(store);
  const chat = ada.newConversation();
  chat.send("before");
  await until("it is sent", () => chat.outgoing.length === 0 && chat.id !== undefined);
  await server.kill();
  const ten = Array.from({ length: 10 }, (_, i) => `message ${i}`);
  for (const text of ten) chat.send(text);
  await until("the visitor is told", () => ada.connection.status === "offline");
  expect(chat.outgoing).toHaveLength(10);
  // The page is closed: what is in the store is sent by the next one.
  ada.close();
  const again = visitor(store);
  const later = again.conversation(chat.id ?? 0);
  await until("the new page knows them", () => later.outgoing.length === 10);
  await server.run();
  await until("all are sent", () => later.outgoing.length === 0 && texts(later).length === 11, 40_000);
  expect(texts(later)).toEqual(["before", ...ten]);
  expect(dense(later)).toBe(true);
  expect(await store.list("supportchat").then((rows) => rows.filter(([key]) => key.includes("/outbox/")))).toEqual([]);
}, 60_000);

test("a conversation that is begun off line is created with its messages after a reload", async () => {
  await server.kill();
  const store = memoryStore();
  const ada = visitor(store);
  const chat = ada.newConversation();
  chat.send("one");
  chat.send("two");
  await until("they are written", () => ada.connection.status === "offline");
  ada.close();
  const again = visitor(store);
  await until("the new page knows it", () => again.unsent[0]?.outgoing.length === 2);
  const later = again.unsent[0] as Conversation;
  await server.run();
  await until("they are sent", () => texts(later).length === 2, 40_000);
  expect(texts(later)).toEqual(["one", "two"]);
  expect(again.conversations).toHaveLength(1);
}, 60_000);

test("a stream goes on from its cursor when the server was killed and started", async () => {
  const [ada, grace] = [visitor(), await agent()];
  const chat = ada.newConversation();
  chat.send("one");
  await until("it is sent", () => chat.id !== undefined && chat.outgoing.length === 0);
  const id = chat.id ?? 0;
  await until("the agent knows it", () => grace.conversations.some((session) => session.id === id));
  if (grace.conversations.find((session) => session.id === id)?.agentId === undefined) await grace.rpc(AgentService).acceptChatSession({ id });
  const seen: number[] = [];
  chat.on("entry", (entry) => seen.push(entry.seq));
  await server.kill();
  await until("both are off line", () => ada.connection.status !== "online" && grace.connection.status !== "online");
  await server.run();
  const answers = grace.conversation(id);
  answers.send("two");
  await until("the visitor has it", () => texts(chat).includes("two"), 40_000);
  expect(dense(chat)).toBe(true);
  expect(new Set(seen).size).toBe(seen.length);
}, 60_000);

test("three tabs have one stream and agree on everything; when the first closes, another takes over", async () => {
  const [store, platform] = [memoryStore(), browserOf()];
  const tabs = [visitor(store, platform), visitor(store, platform), visitor(store, platform)] as const;
  const [first, second, third] = tabs;
  await until("all are on line", () => tabs.every((tab) => tab.connection.status === "online"));
  const chat = second.newConversation();
  chat.send("from the second tab");
  await until("it is sent", () => chat.id !== undefined && texts(chat).length === 1);
  const id = chat.id ?? 0;
  const views = [first.conversation(id), third.conversation(id), chat] as const;
  await until("all see it", () => views.every((view) => texts(view).includes("from the second tab") && view.outgoing.length === 0));
  expect(new Set(tabs.map((tab) => tab.me?.id)).size).toBe(1);
  first.close();
  views[1].send("from the third tab");
  await until("the others see it", () => texts(views[2]).includes("from the third tab") && texts(views[1]).includes("from the third tab"));
  expect(views[1].entries).toHaveLength(views[2].entries.length);
  expect(dense(views[2])).toBe(true);
});

test("a token that the server refuses is renewed by one tab only, once", async () => {
  const [store, platform] = [memoryStore(), browserOf()];
  const tabs = [visitor(store, platform), visitor(store, platform)] as const;
  await until("both are on line", () => tabs.every((tab) => tab.connection.status === "online"));
  const key = `supportchat/${server.url}/visitor/${server.demo.site}/anonymous/token`;
  const before = JSON.parse((await store.get(key)) ?? "{}");
  // As if it had run out, for pages that begin now.
  await store.set(key, JSON.stringify({ ...before, renewAt: 0, token: "expired" }));
  const later = [visitor(store, platform), visitor(store, platform)] as const;
  await Promise.all(later.map((tab) => tab.rpc(ChatService).listChatSessions({})));
  const after = JSON.parse((await store.get(key)) ?? "{}");
  expect(after.token).not.toBe("expired");
  expect(after.refreshToken).not.toBe(before.refreshToken);
  expect(later.map((tab) => tab.me?.id)).toEqual(tabs.map((tab) => tab.me?.id));
});

test("what the server refuses for good fails with its reason, and what follows goes on", async () => {
  const ada = visitor();
  const chat = ada.newConversation();
  chat.send("one");
  chat.send("x".repeat(17_000));
  chat.send("two");
  await until("the last is sent", () => texts(chat).includes("two"));
  expect(texts(chat)).toEqual(["one", "two"]);
  expect(chat.outgoing).toHaveLength(1);
  expect(chat.outgoing[0]).toMatchObject({ state: "failed", error: { code: 3 } });
  expect(chat.discard(chat.outgoing[0]?.clientMessageId ?? "")).toHaveLength(17_000);
  expect(chat.outgoing).toEqual([]);
  await ada.end(chat.id ?? 0);
  chat.send("too late");
  await until("it is refused", () => chat.outgoing[0]?.state === "failed");
  expect(chat.outgoing[0]?.error?.reason).toBe("SESSION_CLOSED");
});

test("an agent's log-in is restored from the store, and gone after logging out", async () => {
  const store = memoryStore();
  const first = createAgentClient({ url: server.url, store }, alone);
  open.add(first);
  await expect(first.login("nobody@example.com", "wrong password")).rejects.toMatchObject({ reason: "WRONG_CREDENTIALS", code: 16 });
  await first.login(server.demo.agent_email, server.demo.agent_password);
  await first.rpc(AgentService).setAvailability({ id: first.me?.id ?? 0, availabilityStatus: AvailabilityStatus.AVAILABLE });
  const second = createAgentClient({ url: server.url, store }, alone);
  open.add(second);
  await until("it is restored", () => second.state === "signed-in" && second.agent !== undefined && second.loaded);
  await second.logout();
  expect(second.state).toBe("signed-out");
  await until("the other hears that its token is revoked", () => first.state === "signed-out");
});

test("a session that is asked for by its id before its conversation here has got it is one and the same", async () => {
  const [ada, grace] = [visitor(), await agent()];
  const heard: number[] = [];
  ada.on("entry", (_, entry) => heard.push(entry.seq));
  const chat = ada.newConversation();
  await until("the stream is open", () => ada.connection.status === "online");
  // The server has created the session, the stream tells of it, and this browser does not know yet that it is the one begun here.
  const { chatSession } = await ada.rpc(ChatService).createChatSession({ clientSessionId: chat.key });
  const id = chatSession?.id ?? 0;
  await until("the stream has told of it", () => ada.conversations.some((session) => session.id === id));
  const other = ada.conversation(id);
  const entries: number[] = [];
  other.on("entry", (entry) => entries.push(entry.seq));
  await until("it is loaded", () => other.loaded && other.entries.length > 0);
  const before = other.entries.at(-1)?.seq ?? 0;
  expect(chat.id).toBeUndefined();
  chat.send("one");
  await until("both have it", () => [chat, other].every((view) => texts(view).includes("one") && view.outgoing.length === 0));
  await until("the agent's inbox has it", () => grace.conversations.some((session) => session.id === id));
  if (grace.conversations.find((session) => session.id === id)?.agentId === undefined) await grace.rpc(AgentService).acceptChatSession({ id });
  const answers = grace.conversation(id);
  await until("the agent sees it", () => texts(answers).includes("one"));
  answers.typing();
  await until("both see typing", () => [chat, other].every((view) => view.activities.length === 1));
  answers.send("two");
  await until("both see the answer", () => [chat, other].every((view) => texts(view).at(-1) === "two" && view.activities.length === 0));
  const who = `agent:${grace.me?.id}`;
  answers.markRead();
  await until("both see the mark", () => [chat, other].every((view) => (view.marks.get(who)?.readSeq ?? 0) >= 2));
  await until("both know the agent", () => [chat, other].every((view) => view.profiles.has(who)));
  other.markRead();
  await until("the agent sees that it was read", () => answers.marks.get(`user:${ada.me?.id}`)?.readSeq === other.entries.at(-1)?.seq);
  expect(chat.entries).toEqual(other.entries);
  expect(dense(chat)).toBe(true);
  expect(entries.filter((seq) => seq > before)).toEqual(chat.entries.map((entry) => entry.seq).filter((seq) => seq > before));
  expect(new Set(heard).size).toBe(heard.length);
});

test("files, notes, earlier pages, the queue and a rating, as the server has them", async () => {
  const [ada, grace] = [visitor(), await agent()];
  const { id: me = 0 } = grace.me ?? {};
  await grace.rpc(AgentService).setAvailability({ id: me, availabilityStatus: AvailabilityStatus.UNAVAILABLE });
  const chat = ada.newConversation();
  chat.send("first");
  await until("it is sent", () => chat.id !== undefined && chat.outgoing.length === 0);
  const id = chat.id ?? 0;
  await until("the visitor knows their place", () => (chat.queuePosition ?? 0) >= 1);
  await until("the agent knows it", () => grace.conversations.some((session) => session.id === id));
  await grace.rpc(AgentService).acceptChatSession({ id });
  await until("they wait no more", () => chat.queuePosition === undefined && chat.session?.agentId === me);

  // In Node.js the bytes go by fetch; what browsers do with XMLHttpRequest is for the stories in tests/e2e.
  const bytes = new TextEncoder().encode("name,price\nlamp,40\n");
  chat.sendFile(new File([bytes], "preise für März.csv", { type: "text/csv" }));
  const answers = grace.conversation(id);
  const attached = () =>
    answers.entries.flatMap((entry) => ("message" in entry && entry.message.body.case === "attachment" ? [entry.message.body.value] : []));
  await until("the agent has the file", () => attached().length === 1);
  const [file] = attached();
  expect(file).toMatchObject({ name: "preise für März.csv", contentType: "text/csv", size: bytes.length });
  if (!file) throw new Error("unreachable");
  const download = await fetch(await answers.link(file));
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);

  answers.sendNote("a regular customer");
  await until("the note is there for agents", () => texts(answers).includes("a regular customer"));
  answers.send("second");
  await until("the visitor has what follows", () => texts(chat).includes("second"));
  expect(texts(chat)).not.toContain("a regular customer");
  expect(chat.entries.filter((entry) => "hidden" in entry)).toHaveLength(1);
  expect(dense(chat)).toBe(true);

  for (let i = 0; i < 60; i++) chat.send(`line ${i}`);
  await until("all are sent", () => chat.outgoing.length === 0, 40_000);
  const later = createAgentClient({ url: server.url, store: memoryStore() }, alone);
  open.add(later);
  await later.login(server.demo.agent_email, server.demo.agent_password);
  const log = later.conversation(id);
  await until("the newest page is there", () => log.loaded);
  expect([log.entries.length, log.hasEarlier]).toEqual([50, true]);
  await log.loadEarlier();
  expect(log.hasEarlier).toBe(false);
  expect(log.entries[0]?.seq).toBe(1);
  expect(dense(log)).toBe(true);
  expect(texts(log)).toEqual(["first", "a regular customer", "second", ...Array.from({ length: 60 }, (_, i) => `line ${i}`)]);

  await ada.end(id);
  await ada.rate(id, 5, "quick");
  await until("the agent sees the rating", () => {
    const last = log.entries.at(-1);
    return last !== undefined && "message" in last && last.message.event?.event.case === "rated" && last.message.event.event.value.score === 5;
  });
  expect(chat.session?.rating).toMatchObject({ score: 5, comment: "quick" });
  await grace.rpc(AgentService).setAvailability({ id: me, availabilityStatus: AvailabilityStatus.AVAILABLE });
}, 60_000);

test("what a page says of itself keeps nobody from writing, however long it is", async () => {
  const grace = await agent();
  const visit = { pageUrl: `https://shop.example.com/?q=${"x".repeat(3000)}`, pageTitle: `New\u0007 ${"🎁".repeat(300)}` };
  const ada = createVisitorClient({ url: server.url, store: memoryStore(), site: server.demo.site, visit }, alone);
  open.add(ada);
  const chat = ada.newConversation();
  chat.send("Hello!");
  await until("the message is sent", () => texts(chat).length === 1);
  await ada.update({ visit: { ...visit, locale: "x".repeat(50) } });
  const { visitors } = await grace.rpc(AgentService).batchGetVisitors({ userIds: [ada.me?.id ?? 0] });
  expect(visitors[0]?.visit).toMatchObject({ pageUrl: visit.pageUrl.slice(0, 2048), pageTitle: `New  ${"🎁".repeat(250)}`, locale: "x".repeat(35) });
});

test("what ends between an agent's listing and their stream leaves the inbox", async () => {
  const ada = visitor();
  const chat = ada.newConversation();
  chat.send("Hello!");
  await until("the message is sent", () => chat.outgoing.length === 0 && chat.id !== undefined);
  const id = chat.id ?? 0;
  const fetch = globalThis.fetch;
  let ended = false;
  globalThis.fetch = async (input, init) => {
    if (String(input).endsWith("/Subscribe") && !ended) {
      ended = true;
      await ada.end(id);
    }
    return fetch(input, init);
  };
  try {
    const grace = await agent();
    const seen = new Set<number>();
    grace.on("conversations", () => {
      for (const session of grace.conversations) seen.add(session.id);
    });
    // It is looked at: how it ended is shown.
    const looked = grace.conversation(id);
    await until("the inbox is read", () => grace.loaded && ended);
    await until("it has left", () => grace.conversations.every((session) => session.id !== id));
    expect(seen.has(id)).toBe(true);
    await until("it is shown as closed", () => looked.session?.status === ChatSessionStatus.CLOSED);
  } finally {
    globalThis.fetch = fetch;
  }
});

test("an agent reads what a colleague had without losing their own line", async () => {
  const { api_key } = server.demo;
  const colleague = { name: "Bob Kahn", email: "bob@example.com", password: "a long password" };
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${api_key}` };
  const hired = await fetch(`${server.url}/agents`, { method: "POST", headers, body: JSON.stringify(colleague) });
  expect(hired.status).toBe(201);
  const [ada, grace] = [visitor(), await agent()];
  const bob = createAgentClient({ url: server.url, store: memoryStore() }, alone);
  open.add(bob);
  await bob.login(colleague.email, colleague.password);
  const graceId = grace.agent?.id ?? 0;
  await grace.rpc(AgentService).setAvailability({ id: graceId, availabilityStatus: AvailabilityStatus.UNAVAILABLE });
  try {
    const first = ada.newConversation();
    first.send("The first");
    await until("the first is there", () => first.id !== undefined && first.outgoing.length === 0);
    await bob.rpc(AgentService).acceptChatSession({ id: first.id ?? 0 });
    await ada.end(first.id ?? 0);
    const second = ada.newConversation();
    second.send("The second");
    await until("the second is there", () => second.id !== undefined && second.outgoing.length === 0);
    await grace.rpc(AgentService).acceptChatSession({ id: second.id ?? 0 });
    await until("she is on line", () => grace.connection.status === "online" && grace.conversations.some(({ id }) => id === second.id));
    const states: string[] = [];
    grace.on("connection", ({ status }) => states.push(status));
    const read = grace.conversation(first.id ?? 0);
    await until("she reads it", () => read.loaded && texts(read).includes("The first"));
    second.send("Still there?");
    await until("she hears of the second", () => texts(grace.conversation(second.id ?? 0)).includes("Still there?"));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(states).toEqual([]);
  } finally {
    await grace.rpc(AgentService).setAvailability({ id: graceId, availabilityStatus: AvailabilityStatus.AVAILABLE });
  }
});
