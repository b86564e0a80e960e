import { expect, test } from "vitest";
import { badge, byActivity, byWaiting, countUnread, neighbour, pageTitle } from "../src/lib/queue.js";
import { addTag } from "../src/lib/tags.js";

test("who waits longest comes first; of two who came at once, the first", () => {
  const queue = [
    { id: 3, waitingSince: 200 },
    { id: 2, waitingSince: 100 },
    { id: 1, waitingSince: 200 },
  ];
  expect(queue.sort(byWaiting).map(({ id }) => id)).toEqual([2, 1, 3]);
});

test("where something happened last comes first", () => {
  const chats = [
    { id: 1, activeAt: 5 },
    { id: 2, activeAt: 9 },
    { id: 3, activeAt: 9 },
  ];
  expect(chats.sort(byActivity).map(({ id }) => id)).toEqual([3, 2, 1]);
});

test("only what the visitor wrote behind the mark is unread", () => {
  const log = [
    { seq: 1, visitors: false },
    { seq: 2, visitors: true },
    { seq: 3, visitors: true },
    { seq: 4, visitors: false },
    { seq: 5, visitors: true },
  ];
  expect(countUnread(log, 2)).toBe(2);
  expect(countUnread(log, 0)).toBe(3);
  expect(countUnread(log, 5)).toBe(0);
});

test("walks through a list and stops at its ends", () => {
  expect(neighbour([5, 6, 7], 6, 1)).toBe(7);
  expect(neighbour([5, 6, 7], 7, 1)).toBe(7);
  expect(neighbour([5, 6, 7], undefined, 1)).toBe(5);
  expect(neighbour([5, 6, 7], 99, -1)).toBe(7);
  expect(neighbour([], 1, 1)).toBeUndefined();
});

test("the title says what needs the agent", () => {
  expect(pageTitle("supportchat", 0, 0)).toBe("supportchat");
  expect(pageTitle("supportchat", 2, 0)).toBe("(2) supportchat");
  expect(pageTitle("supportchat", 120, 3)).toBe("(99+, 3 waiting) supportchat");
  expect(badge(99)).toBe("99");
});

test("a tag is trimmed, once, in order, and not too long", () => {
  expect(addTag(["b"], "  a   c ")).toEqual(["a c", "b"]);
  expect(addTag(["b"], "b")).toBeUndefined();
  expect(addTag([], "   ")).toBeUndefined();
  expect(addTag([], "x".repeat(51))).toBeUndefined();
  expect(
    addTag(
      Array.from({ length: 20 }, (_, i) => `t${i}`),
      "more",
    ),
  ).toBeUndefined();
});
