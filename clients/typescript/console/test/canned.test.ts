import { expect, test } from "vitest";
import { cannedQuery, fillReply, matchReplies } from "../src/lib/canned.js";

const replies = [
  { shortcut: "return", message: "You can send it back." },
  { shortcut: "refund", message: "The money is on its way." },
  { shortcut: "no-refund", message: "Sorry." },
  { shortcut: "hours", message: "We are here for a REFUND from 9 to 17." },
];

test("a slash at the very start asks for canned replies", () => {
  expect(cannedQuery("/", 1)).toBe("");
  expect(cannedQuery("/Ref", 4)).toBe("ref");
});

test("a slash elsewhere, a space or a caret that was moved does not", () => {
  expect(cannedQuery("and/or", 6)).toBeUndefined();
  expect(cannedQuery(" /ref", 5)).toBeUndefined();
  expect(cannedQuery("/ref und", 8)).toBeUndefined();
  expect(cannedQuery("/ref", 2)).toBeUndefined();
  expect(cannedQuery("/home/user\n", 11)).toBeUndefined();
});

test("shortcuts that begin so come first, texts that contain it last", () => {
  expect(matchReplies(replies, "refund").map((reply) => reply.shortcut)).toEqual(["refund", "no-refund", "hours"]);
  expect(matchReplies(replies, "").map((reply) => reply.shortcut)).toEqual(["hours", "no-refund", "refund", "return"]);
  expect(matchReplies(replies, "zzz")).toEqual([]);
});

test("puts names in, and never what a name pretends to be", () => {
  expect(fillReply("Hello {{visitor}}, I am {{ agent }}. {{other}}", { visitor: "{{agent}}", agent: "Grace $& $1" })).toBe(
    "Hello {{agent}}, I am Grace $& $1. {{other}}",
  );
});
