import { expect, test } from "vitest";
import { MessageSchema } from "../src/gen/supportchat/v1/resources_pb.js";
import { earlierPage, laterPage } from "../src/history.js";
import { create } from "../src/proto/message.js";

const messages = (...seqs: number[]) => seqs.map((seq) => create(MessageSchema, { seq }));
const shown = (entries: ReturnType<typeof earlierPage>) => entries.map((entry) => ("hidden" in entry ? `(${entry.seq})` : `${entry.seq}`)).join(" ");

test("what a listing leaves out takes its place", () => {
  expect(shown(earlierPage(messages(4, 6), true, 8))).toBe("4 (5) 6 (7) (8)");
  expect(shown(earlierPage(messages(3, 4), false, 4))).toBe("(1) (2) 3 4");
  expect(shown(earlierPage([], false, 2))).toBe("(1) (2)");
  expect(shown(earlierPage([], false, 0))).toBe("");
});

test("catching up fills the gap up to what is known to be there", () => {
  expect(shown(laterPage(messages(4, 6), false, 2, 7))).toBe("(3) 4 (5) 6 (7)");
  expect(shown(laterPage(messages(4, 6), false, 2, 5))).toBe("(3) 4 (5) 6");
  // More follows on the next page, which says whether 7 is hidden.
  expect(shown(laterPage(messages(4, 6), true, 2, 7))).toBe("(3) 4 (5) 6");
});
