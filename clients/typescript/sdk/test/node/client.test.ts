/** What a program may give to a client, and is told at once if it is wrong. */

import { expect, test } from "vitest";
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
])("what is wrong with %s is said", (field, options) => {
  expect(() => createClient(options as unknown as Options)).toThrow(TypeError);
  expect(() => createClient(options as unknown as Options)).toThrow(field);
});

test("what is right is taken: an empty token is one that is worn out", () => {
  for (const credentials of [{ visitor: {} }, { tokens: { token: "", refreshToken: "b" } }, { agent: { email: "a", password: "b" } }])
    createClient({ url, credentials }).close();
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
