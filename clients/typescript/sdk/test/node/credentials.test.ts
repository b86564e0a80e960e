/** The bearer: who renews, when, and what becomes of a refusal. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failure } from "../../src/errors.js";
import { Code } from "../../src/grpc/code.js";
import { Bearer } from "../../src/node/credentials.js";
import type { Credentials, TokenPair } from "../../src/node/types.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
});

const NOBODY = () => Promise.reject(failure(Code.Unauthenticated, "no", "INVALID_TOKEN"));

/** A service that hands out token-1, token-2 and so on. */
function service(lifeMs = 600_000) {
  let count = 0;
  const token = () => {
    const id = ++count;
    const expiresAt = { seconds: BigInt(Math.floor((Date.now() + lifeMs) / 1000)), nanos: ((Date.now() + lifeMs) % 1000) * 1e6 };
    return { token: `token-${id}`, refreshToken: `refresh-${id}`, expiresAt };
  };
  return {
    createVisitorToken: vi.fn(async () => ({ visitorToken: { token: token() } })),
    createAgentToken: vi.fn(async () => ({ agentToken: { token: token() } })),
    refreshToken: vi.fn(async (_request: object): Promise<object> => ({ token: token() })),
  };
}

function bearerOf(credentials: Credentials, auth: ReturnType<typeof service>, onTokens?: (pair: TokenPair) => void | Promise<void>): Bearer {
  return new Bearer({ credentials, auth: auth as never, onTokens, log: () => {}, closed: new AbortController().signal });
}

const agent = { agent: { email: "a@example.com", password: "secret" } };

test("it logs in once, for all who wait, and renews when less than 30 s are left", async () => {
  const auth = service();
  const told: TokenPair[] = [];
  const bearer = bearerOf({ visitor: { name: "Ada", attributes: { plan: "gold" } } }, auth, (pair) => void told.push(pair));
  expect(await Promise.all([bearer.token(), bearer.token()])).toEqual(["token-1", "token-1"]);
  expect(auth.createVisitorToken.mock.calls).toEqual([[{ site: "default", name: "Ada", attributes: { plan: "gold" } }]]);
  await vi.advanceTimersByTimeAsync(569_000);
  expect(await bearer.token()).toBe("token-1");
  await vi.advanceTimersByTimeAsync(2000);
  expect(await Promise.all([bearer.token(), bearer.token()])).toEqual(["token-2", "token-2"]);
  expect(auth.refreshToken.mock.calls).toEqual([[{ refreshToken: "refresh-1" }]]);
  expect(told).toEqual([
    { token: "token-1", refreshToken: "refresh-1" },
    { token: "token-2", refreshToken: "refresh-2" },
  ]);
});

test("a short-lived token is renewed in its last tenth", async () => {
  const bearer = bearerOf(agent, service(10_000));
  await bearer.token();
  await vi.advanceTimersByTimeAsync(8900);
  expect(await bearer.token()).toBe("token-1");
  await vi.advanceTimersByTimeAsync(200);
  expect(await bearer.token()).toBe("token-2");
});

test("a token is renewed after a refusal, once for all who were refused with it", async () => {
  const auth = service();
  const bearer = bearerOf({ tokens: { token: "stored", refreshToken: "refresh" } }, auth);
  expect(await bearer.token()).toBe("stored");
  expect(bearer.refused("stored")).toBe(true);
  expect(await bearer.token()).toBe("token-1");
  expect(bearer.refused("stored")).toBe(true);
  expect(await bearer.token()).toBe("token-1");
});

test("a new pair is not used before it is stored", async () => {
  let stored = () => {};
  const storing = new Promise<void>((resolve) => {
    stored = resolve;
  });
  const bearer = bearerOf({ tokens: { token: "stored", refreshToken: "refresh" } }, service(), () => storing);
  bearer.refused("stored");
  let token: string | undefined;
  const asked = bearer.token().then((got) => {
    token = got;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(token).toBeUndefined();
  stored();
  await asked;
  expect(token).toBe("token-1");
});

test("who can logs in again where the refresh token is refused; for others it is over", async () => {
  const auth = service();
  auth.refreshToken.mockImplementation(NOBODY);
  for (const credentials of [agent, { visitor: { externalId: "7", identifierHash: "x" } }, { visitor: { jwt: "x" } }]) {
    const bearer = bearerOf(credentials, auth);
    const first = await bearer.token();
    bearer.refused(first);
    expect(await bearer.token()).not.toBe(first);
  }
  for (const credentials of [{ visitor: {} }, { tokens: { token: "stored", refreshToken: "refresh" } }]) {
    const bearer = bearerOf(credentials, auth);
    expect(bearer.refused(await bearer.token())).toBe(true);
    await expect(bearer.token()).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
    const calls = auth.refreshToken.mock.calls.length;
    await expect(bearer.token()).rejects.toMatchObject({ reason: "INVALID_TOKEN" });
    expect(auth.refreshToken.mock.calls).toHaveLength(calls);
    expect(bearer.refused("token")).toBe(false);
  }
});

test("an API key is what it is", async () => {
  const bearer = bearerOf({ apiKey: "key" }, service());
  expect(await bearer.token()).toBe("key");
  expect(bearer.refused("key")).toBe(false);
});

test("a renewal that fails is repeated soon, while the old token does", async () => {
  const auth = service();
  const bearer = bearerOf({ visitor: {} }, auth);
  await bearer.token();
  await vi.advanceTimersByTimeAsync(575_000);
  auth.refreshToken.mockImplementationOnce(() => Promise.reject(failure(Code.Unavailable, "lost")));
  expect(await bearer.token()).toBe("token-1");
  await vi.advanceTimersByTimeAsync(1000);
  expect(auth.refreshToken.mock.calls).toEqual([[{ refreshToken: "refresh-1" }], [{ refreshToken: "refresh-1" }]]);
  expect(await bearer.token()).toBe("token-2");
  auth.refreshToken.mockImplementation(() => Promise.reject(failure(Code.Unavailable, "away")));
  bearer.refused("token-2");
  await expect(bearer.token()).rejects.toMatchObject({ code: Code.Unavailable });
  await vi.advanceTimersByTimeAsync(60_000);
  const calls = auth.refreshToken.mock.calls.length;
  expect(calls).toBeLessThan(30);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(auth.refreshToken.mock.calls).toHaveLength(calls);
});

test("however many calls find a renewal failed, one repeats it", async () => {
  const auth = service();
  const bearer = bearerOf({ visitor: {} }, auth);
  bearer.refused(await bearer.token());
  auth.refreshToken.mockImplementation(() => Promise.reject(failure(Code.Unavailable, "away")));
  for (let calls = 0; calls < 20; calls++) await expect(bearer.token()).rejects.toMatchObject({ code: Code.Unavailable });
  expect(auth.refreshToken).toHaveBeenCalledTimes(20);
  await vi.advanceTimersByTimeAsync(5500);
  expect(auth.refreshToken).toHaveBeenCalledTimes(25);
});

test("where the clocks differ, the server says when a token is over", async () => {
  const bearer = bearerOf(agent, service(-60_000));
  expect(await bearer.token()).toBe("token-1");
  expect(await bearer.token()).toBe("token-1");
});
