/** Stories with the real server: SUPPORTCHAT_BIN must name it. What it does on a bad line, clients/conformance says. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  AvailabilityStatus,
  type Client,
  Code,
  type Conversation,
  type Credentials,
  createClient,
  type Handler,
  isChatError,
  type Message,
  type Options,
  ParticipantType,
  type TokenPair,
} from "../../src/node/index.js";
import { Server, until } from "../server.js";

let server: Server;
const open: Client[] = [];

beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server?.close());
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

function connect(credentials: Credentials, options: Partial<Options> = {}): Client {
  const client = createClient({ url: server.url, credentials, ...options });
  open.push(client);
  return client;
}

test("who has stored the tokens is the same visitor later", async () => {
  let stored: TokenPair | undefined;
  const first = connect(
    { visitor: { name: "Ada" } },
    {
      onTokens: (pair) => {
        stored = pair;
      },
    },
  );
  const clientSessionId = "the same";
  const conversation = await first.start({ clientSessionId });
  const { seq } = await conversation.send("Hello!");
  expect((await first.start({ clientSessionId })).id).toBe(conversation.id);
  first.close();

  const later = connect({ tokens: { token: "worn out", refreshToken: stored?.refreshToken ?? "" } });
  const again = later.conversation(conversation.id, { afterSeq: seq - 1 });
  for await (const { body, sender } of again) {
    expect([body.value, sender?.type]).toEqual(["Hello!", ParticipantType.USER]);
    break;
  }
});

test("two who talk know each other, see each other's marks and typing, and read the same", async () => {
  const { agent_email: email, agent_password: password } = server.demo;
  const heard: string[] = [];
  const visitor = await connect({ visitor: { name: "Ada", attributes: { plan: "gold" } } }).start({ onEvent: ({ case: kind }) => heard.push(kind) });
  const console = connect({ agent: { email, password } });
  let userId = 0;
  for await (const { chatSession } of console.inbox()) {
    userId = chatSession?.userId ?? 0;
    if (chatSession?.id === visitor.id) break;
  }
  const { visitors } = await console.agents.batchGetVisitors({ userIds: [userId] });
  expect(visitors.map(({ attributes }) => attributes)).toEqual([{ plan: "gold" }]);
  const agent = console.conversation(visitor.id);
  const sent = await Promise.all(Array.from({ length: 100 }, (_, number) => visitor.send(String(number))));
  expect(sent.map(({ seq }) => seq)).toEqual([...sent.map(({ seq }) => seq)].sort((a, b) => a - b));
  const last = await agent.send("Good morning.");
  const both = await Promise.all(
    [visitor, agent].map(async (reader) => {
      const read: [number, unknown][] = [];
      for await (const { seq, body } of reader) {
        read.push([seq, body.value]);
        if (seq === last.seq) break;
      }
      return read;
    }),
  );
  expect(both[0]).toEqual(both[1]);
  expect(await agent.markRead(last.seq)).toMatchObject({ readSeq: last.seq });
  agent.typing();
  await until("the visitor hears of it", () => heard.includes("marks") && heard.includes("typing"));
});

test("an agent who serves answers what was there before, goes on where a session is reopened, and says nothing twice", async () => {
  const operator = connect({ apiKey: server.demo.api_key });
  const [site] = (await operator.admin.listSites({})).sites;
  await operator.admin.updateSite({ site: { id: site?.id ?? 0, reopenWindowSeconds: 3600 }, updateMask: { paths: ["reopen_window_seconds"] } });
  const login = { email: "bot@example.com", password: "correct horse battery" };
  const { agent } = await operator.admin.createAgent({ name: "Eliza", ...login });
  const bot = connect({ agent: login });
  await bot.agents.setAvailability({ availabilityStatus: AvailabilityStatus.AVAILABLE });
  const ada = connect({ visitor: { name: "Ada" } });
  const begin = () => ada.start({ agentId: agent?.id ?? 0 });

  const before = await begin();
  await before.send("Are you there?");
  const ended: number[] = [];
  const talk: Handler = async (conversation) => {
    try {
      await conversation.send("Hello!", { clientMessageId: "greeting" });
      for await (const { seq, sender, body } of conversation) {
        if (body.case !== "message" || sender?.type !== ParticipantType.USER) continue;
        if (body.value === "Fail!") throw new Error("a mistake");
        await conversation.send(`You wrote: ${body.value}`, { clientMessageId: `answer-${seq}` });
      }
    } finally {
      ended.push(conversation.id);
    }
  };
  const stop = new AbortController();
  const stopped = bot.serve(talk, { signal: stop.signal });
  await reads(before, "Are you there?", "Hello!", "You wrote: Are you there?");
  stop.abort();
  await stopped;
  expect(ended).toEqual([before.id]);
  await bot.serve(talk, { signal: stop.signal });
  const unanswered = bot.serve(talk);
  bot.close();
  await unanswered;

  const log: string[] = [];
  const again = connect({ agent: login }, { onLog: (line) => log.push(line) });
  const serving = again.serve(talk);
  const [bad, other] = [await begin(), await begin()];
  await bad.send("Fail!");
  await until("the failure is logged", () => log.some((line) => line.includes(`session ${bad.id}: Error: a mistake`)));
  await other.send("And you?");
  for await (const { body } of other) if (body.value === "You wrote: And you?") break;
  await operator.chat.closeChatSession({ id: before.id });
  await until("its messages end", () => ended.length === 3);
  await before.send("One thing more.");
  await reads(before, "One thing more.", "You wrote: One thing more.");
  await bad.send("Nobody hears this.");
  again.close();
  await serving;
  const texts = async ({ id }: Conversation) => {
    const { messages } = await ada.chat.listMessages({ id });
    return messages.flatMap(({ body }) => (body.case === "message" ? [body.value] : [])).sort();
  };
  expect(ended.splice(0, 3)).toEqual([before.id, bad.id, before.id]);
  expect(new Set(ended)).toEqual(new Set([before.id, other.id]));
  expect(await texts(before)).toEqual(["Are you there?", "Hello!", "One thing more.", "You wrote: Are you there?", "You wrote: One thing more."]);
  expect(await texts(bad)).toEqual(["Fail!", "Hello!", "Nobody hears this."]);
  expect(await texts(other)).toEqual(["And you?", "Hello!", "You wrote: And you?"]);
});

test("only agents serve, and only while the client is open", async () => {
  const visitor = connect({ visitor: { name: "Ada" } });
  await expect(visitor.serve(async () => {})).rejects.toMatchObject({ code: Code.PermissionDenied });
  visitor.close();
  await expect(visitor.serve(async () => {})).rejects.toMatchObject({ reason: "CLOSED" });
});

/** The texts that come next. */
async function reads(conversation: Conversation, ...texts: string[]): Promise<void> {
  const iterator = conversation[Symbol.asyncIterator]();
  for (const text of texts) {
    let value: Message | undefined;
    do ({ value } = await iterator.next());
    while (value?.body.case !== "message");
    expect(value.body.value).toBe(text);
  }
}

test("a refused call says why", async () => {
  const operator = connect({ apiKey: server.demo.api_key });
  const missing = await operator.chat.getChatSession({ id: 999_999 }).catch((error) => error);
  expect(isChatError(missing) && missing.reason).toBe("SESSION_NOT_FOUND");
  const invalid = await operator.admin.createAgent({ name: "" }).catch((error) => error);
  expect(invalid).toMatchObject({ code: 3, retryable: false });
  expect(invalid.fields).not.toEqual([]);
  const nobody = connect({ agent: { email: "nobody@example.com", password: "wrong" } });
  await expect(nobody.start()).rejects.toMatchObject({ code: 16, retryable: false });
});
