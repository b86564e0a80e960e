/** Two visitors and two agents at once: everybody hears their own conversation and no other. */

import { expect, test } from "@playwright/test";

import { adminOf, agentOf, Console, hire } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

test("two visitors and two agents talk at once, and no message crosses", async ({ browser }) => {
  const bob = await hire(server, "Bob Kahn");
  const [grace, kahn] = await Promise.all([
    Console.open(await newPage(browser), server, agentOf(server)),
    Console.open(await newPage(browser), server, bob),
  ]);
  // The demo's agent has a chat already; the one who has none gets the first visitor. Then they are even.
  await kahn.setAvailable(true);
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("Ann: where is my order?");
  await expect(kahn.chat(/Ann: where is my order/)).toBeVisible();
  await kahn.setAvailable(false);
  const ben = await Widget.open(await newPage(browser), server.url);
  await ben.ask("Ben: the lamp flickers");
  await expect(grace.chat(/Ben: the lamp flickers/)).toBeVisible();

  // Each visitor is told whom they talk with.
  await expect(ann.panel.getByRole("heading", { name: "Bob Kahn" })).toBeVisible();
  await expect(ben.panel.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
  await expect(grace.chat(/Ann:/)).toHaveCount(0);
  await expect(kahn.chat(/Ben:/)).toHaveCount(0);

  await kahn.openChat(/Ann:/);
  await grace.openChat(/Ben:/);
  const said = { ann: ["Ann: where is my order?"], ben: ["Ben: the lamp flickers"] };
  for (const n of [1, 2, 3]) {
    // All four write at the same time.
    await Promise.all([ann.say(`Ann ${n}`), ben.say(`Ben ${n}`), kahn.reply(`Bob to Ann ${n}`), grace.reply(`Grace to Ben ${n}`)]);
    said.ann.push(`Ann ${n}`, `Bob to Ann ${n}`);
    said.ben.push(`Ben ${n}`, `Grace to Ben ${n}`);
    await expect(ann.texts).toHaveCount(said.ann.length);
    await expect(ben.texts).toHaveCount(said.ben.length);
  }
  // The same messages in the same order on both sides: whose of two at once came first, the server decided, once for everybody.
  const seen = { ann: await ann.texts.allTextContents(), ben: await ben.texts.allTextContents() };
  expect([...seen.ann].sort()).toEqual([...said.ann].sort());
  expect([...seen.ben].sort()).toEqual([...said.ben].sort());
  await kahn.shows(...seen.ann);
  await grace.shows(...seen.ben);
  for (const who of ["Ann", "Bob to Ann"]) expect(seen.ann.filter((text) => RegExp(`^${who} \\d`).test(text))).toEqual([1, 2, 3].map((n) => `${who} ${n}`));
});

test("what an agent has not seen is counted: in the row, in the tab and in the title", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const visitors = await Promise.all(["Ann", "Ben"].map(async () => Widget.open(await newPage(browser), server.url)));
  const [ann, ben] = visitors as [Widget, Widget];
  await ann.ask("Ann here");
  await ben.ask("Ben here");
  await ann.say("Ann again");
  await expect(desk.chat(/Ann again 2 unread/)).toBeVisible();
  await expect(desk.chat(/Ben here 1 unread/)).toBeVisible();
  await expect(desk.lists.getByRole("button", { name: "My chats 3" })).toBeVisible();
  await expect(desk.page).toHaveTitle(/^\(3\)/);

  await desk.openChat(/Ann again/);
  await expect(desk.chat(/unread/)).toHaveCount(1);
  await expect(desk.page).toHaveTitle(/^\(1\)/);
  // The chat that somebody has just written in is the first.
  await ben.say("Ben again");
  await expect(desk.chats.first()).toHaveAccessibleName(/Ben again 2 unread/);

  // The visitor's side counts as well, while the panel is closed.
  await ann.hide();
  await desk.reply("One moment");
  await desk.reply("Here it is");
  await expect(ann.page.getByRole("button", { name: "Open chat, 2 unread messages" })).toBeVisible();
  await expect(ann.page).toHaveTitle(/^\(2\) Example shop/);
  await ann.show();
  await expect(ann.page).toHaveTitle(/^Example shop/);
});

test("an administrator sees all chats; another agent not those of a colleague", async ({ browser }) => {
  const bob = await hire(server, "Bob Kahn");
  const admin = await Console.open(await newPage(browser), server, adminOf(server));
  const kahn = await Console.open(await newPage(browser), server, bob);
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("This is for Grace");
  await admin.list("All open");
  await expect(admin.chat(/With Grace Hopper/)).toHaveCount(2);
  await expect(kahn.lists.getByRole("button", { name: "All open" })).toHaveCount(0);
  await expect(kahn.chats).toHaveCount(0);
});
