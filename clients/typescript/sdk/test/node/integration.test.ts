/** Stories with the real server: SUPPORTCHAT_BIN must name it. What it does on a bad line, clients/conformance says. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, type Credentials, createClient, isChatError, type Options, ParticipantType, type TokenPair } from "../../src/node/index.js";
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

test("two who talk see each other's marks and typing, and read the same", async () => {
  const { agent_email: email, agent_password: password } = server.demo;
  const heard: string[] = [];
  const visitor = await connect({ visitor: { name: "Ada" } }).start({ onEvent: ({ case: kind }) => heard.push(kind) });
  const console = connect({ agent: { email, password } });
  for await (const { chatSession } of console.inbox()) if (chatSession?.id === visitor.id) break;
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
