/** What a program may give to a client, and is told at once if it is wrong. */

import { expect, test, vi } from "vitest";
import { createClient, type Options } from "../../src/node/index.js";

const url = "http://127.0.0.1:1";

test.each([
  ["url", { credentials: { apiKey: "key" } }],
  ["url", { url: "localhost:8080", credentials: { apiKey: "key" } }],
  ["url", { url: "chat.example.com", credentials: { apiKey: "key" } }],
  ["credentials", { url }],
  ["credentials", { url, credentials: {} }],
  ["credentials", { url, credentials: { apiKey: "key", visitor: {} } }],
  ["credentials.apiKey", { url, credentials: { apiKey: undefined } }],
  ["credentials.apiKey", { url, credentials: { apiKey: "" } }],
  ["credentials.agent.password", { url, credentials: { agent: { email: "a@example.com", password: undefined } } }],
  ["credentials.tokens.refreshToken", { url, credentials: { tokens: { token: "a" } } }],
  ["credentials.tokens.token", { url, credentials: { tokens: { token: "", refreshToken: "" } } }],
])("what is wrong with %s is said", (field, options) => {
  expect(() => createClient(options as unknown as Options)).toThrow(TypeError);
  expect(() => createClient(options as unknown as Options)).toThrow(field);
});

test("what is right is taken: an empty token is one that is worn out", () => {
  for (const credentials of [{ visitor: {} }, { tokens: { token: "", refreshToken: "b" } }, { agent: { email: "a", password: "b" } }])
    createClient({ url, credentials }).close();
});

test.each([
  [{}, [250, 500, 1000]],
  [{ firstBackoffMs: 10, mostBackoffMs: 15 }, [10, 15, 15]],
])("how long it waits before it tries again can be set: %o", async (options, waits) => {
  // The longest wait that there may be.
  const random = vi.spyOn(Math, "random").mockReturnValue(1);
  const log: string[] = [];
  const client = createClient({ url, credentials: { apiKey: "key" }, onLog: (line) => log.push(line), ...options });
  client.inbox();
  const told = () => log.flatMap((line) => line.match(/(?<=again in )\d+/) ?? []).map(Number);
  await vi.waitUntil(() => told().length >= waits.length, 5000);
  client.close();
  random.mockRestore();
  expect(told().slice(0, waits.length)).toEqual(waits);
});

test.each([
  ["id", "12", {}],
  ["id", Number.NaN, {}],
  ["id", 1.5, {}],
  ["afterSeq", 1, { afterSeq: Number.NaN }],
  ["afterSeq", 1, { afterSeq: "7" }],
])("a conversation whose %s is %s would keep the others from the line: it is not opened", (field, id, options) => {
  const client = createClient({ url, credentials: { apiKey: "key" } });
  expect(() => client.conversation(id as number, options as object)).toThrow(field);
  client.close();
});
