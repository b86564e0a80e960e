import { expect, test } from "vitest";
import {
  actionWords,
  exportName,
  filterQuery,
  filterRequest,
  isFiltered,
  type Names,
  NO_FILTER,
  parseFilter,
  partyOf,
  partyWords,
  readableDetails,
} from "../src/lib/audit.js";

const names: Names = {
  user: (id) => `visitor ${id}`,
  agent: (id) => `agent ${id}`,
  key: (id) => `key ${id}`,
  team: (id) => `team ${id}`,
};

test("a filter is in the address, and comes back from it", () => {
  const filter = { chat: 123, actor: "agent:2", action: "message.", from: "2026-01-31T12:00", until: "2026-02-01T00:00" };
  expect(parseFilter(filterQuery(filter))).toEqual(filter);
  expect(filterQuery(NO_FILTER)).toBe("");
  expect(isFiltered(NO_FILTER)).toBe(false);
  expect(isFiltered({ ...NO_FILTER, actor: "system" })).toBe(true);
});

test("what makes no sense in an address filters nothing", () => {
  expect(parseFilter("chat=0&actor=agent:0&action=Message&from=now&until=2026-01-31")).toEqual(NO_FILTER);
  expect(parseFilter("chat=-1&actor=team:2&action=a%20b")).toEqual(NO_FILTER);
  expect(parseFilter(undefined)).toEqual(NO_FILTER);
});

test("a minute that a filter ends with belongs to it", () => {
  const from = new Date("2026-01-31T12:00").getTime() / 1000;
  expect(filterRequest({ ...NO_FILTER, from: "2026-01-31T12:00", until: "2026-01-31T12:00" })).toEqual({
    chatSessionId: 0,
    actor: "",
    action: "",
    fromTime: { seconds: BigInt(from), nanos: 0 },
    untilTime: { seconds: BigInt(from + 60), nanos: 0 },
  });
  expect(Object.keys(filterRequest(NO_FILTER))).toEqual(["chatSessionId", "actor", "action"]);
});

test("who and what have names", () => {
  expect(["user:5", "agent:2", "key:7", "team:3"].map((text) => partyWords(text, names))).toEqual(["visitor 5", "agent 2", "key 7", "team 3"]);
  expect(partyWords("session:123", names)).toBe("Chat #123");
  expect(partyWords("system", names)).toBe("supportchat");
  expect(partyWords("operator", names)).toContain("command line");
  expect(partyOf("agent:2")).toEqual({ kind: "agent", id: 2 });
});

test("what this version does not know stays as it is written", () => {
  expect(partyWords("gadget:9", names)).toBe("gadget:9");
  expect(partyWords("martian", names)).toBe("martian");
  expect(partyWords("agent:x", names)).toBe("agent:x");
  expect(actionWords("gadget.moved")).toBe("gadget.moved");
  expect(actionWords("message.text")).toBe("Message");
});

test("details are there to be read", () => {
  expect(readableDetails("{}")).toBe("");
  expect(readableDetails('{"agent_id":2}')).toBe('{\n  "agent_id": 2\n}');
  expect(readableDetails("no JSON")).toBe("no JSON");
});

test("a file of records says of what and when", () => {
  const now = new Date("2026-03-09T08:00:00");
  expect(exportName(NO_FILTER, now)).toBe("audit-2026-03-09.jsonl");
  expect(exportName({ ...NO_FILTER, chat: 123 }, now)).toBe("audit-chat-123-2026-03-09.jsonl");
});
