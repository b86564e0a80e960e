import { expect, test } from "vitest";
import { parseRoute, routeHash } from "../src/lib/route.js";

test("an address says where one is, and says it again", () => {
  for (const hash of [
    "#/chats",
    "#/chats/123",
    "#/chats/123?list=queue",
    "#/admin/sites",
    "#/admin/sites/7",
    "#/admin/agents/new",
    "#/admin/audit?chat=123&actor=agent%3A2",
  ])
    expect(routeHash(parseRoute(hash))).toBe(hash);
});

test("what makes no sense leads to somewhere that does", () => {
  expect(parseRoute("")).toEqual({ page: "chats", chat: undefined, list: undefined });
  expect(parseRoute("#/chats/0x10?list=evil")).toEqual({ page: "chats", chat: undefined, list: undefined });
  expect(parseRoute("#/chats/99999999999999999")).toEqual({ page: "chats", chat: undefined, list: undefined });
  expect(parseRoute("#/admin/nothing")).toEqual({ page: "admin", admin: "agents", id: undefined });
});
