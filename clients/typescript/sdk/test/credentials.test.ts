import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { Credentials, toLogin } from "../src/credentials.js";
import { TokenSchema } from "../src/gen/supportchat/v1/auth_pb.js";
import { create } from "../src/proto/message.js";
import { memoryStore } from "../src/store/memory.js";
import { overlay } from "../src/store/overlay.js";
import { createLocks } from "./locks.js";

function token(name: string, seconds: number) {
  const [expiresAt, refreshExpiresAt] = [timestampFromMs(Date.now() + seconds * 1000), timestampFromMs(Date.now() + 1e9)];
  return create(TokenSchema, { token: name, expiresAt, refreshToken: `${name}-refresh`, refreshExpiresAt });
}

test.each([createLocks(), undefined])("a renewal under way does not bring back a log-in that is forgotten", async (locks) => {
  const store = overlay(memoryStore());
  let answer = () => {};
  const asked = new Promise<void>((heard) => {
    answer = heard;
  });
  let release = () => {};
  const auth = {
    refreshToken: () => {
      answer();
      return new Promise((resolve) => {
        release = () => resolve({ token: token("second", 3600) });
      });
    },
  };
  const options = { store, key: "key", locks, auth: auth as never, onLogin: () => {}, onGone: () => {} };
  const credentials = new Credentials(options);
  await credentials.save(toLogin(token("first", -1), 1));
  const renewed = credentials.token().catch(() => {});
  await asked;
  const forgotten = credentials.forget();
  release();
  await Promise.all([renewed, forgotten]);
  expect(await store.get("key")).toBeUndefined();
  expect(credentials.current).toBeUndefined();
});
