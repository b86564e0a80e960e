/** An agent's work: accept, note, canned reply, tags, transfer, close, reopen, search, keys. */

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

test("accept from the queue, add a note that the visitor never gets, close, reopen", async ({ browser }) => {
  await server.call("PATCH", "/sites/1?update_mask=reopen_window_seconds", { reopen_window_seconds: 3600 });
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const page = await newPage(browser);
  // All that the server has ever sent to the visitor's page.
  const sent: Promise<string>[] = [];
  page.on("response", (answer) => {
    if (/ListMessages|SendMessage|messages/.test(answer.url())) sent.push(answer.text().catch(() => ""));
  });
  const ann = await Widget.open(page, server.url);
  // The panel is open; from now on nobody takes chats by themselves.
  await desk.setAvailable(false);
  await ann.ask("The mug has a crack");
  await expect(ann.panel.getByText("You are next in line")).toBeVisible();
  await desk.list("Queue");
  await expect(desk.lists.getByRole("button", { name: "Queue 1" })).toBeVisible();
  await desk.chats.first().click();
  await desk.accept();
  await expect(ann.log.getByText("Grace Hopper joined the conversation")).toBeVisible();

  await desk.note("Third crack this week: tell the pottery");
  await expect(desk.page.getByRole("article", { name: "Note by Grace Hopper" })).toContainText("Third crack this week");
  await desk.reply("I am sorry. A new one is on its way.");
  await ann.shows("The mug has a crack", "I am sorry. A new one is on its way.");
  await expect(ann.panel.getByText("Third crack")).toHaveCount(0);
  await ann.page.reload();
  await ann.show();
  await ann.shows("The mug has a crack", "I am sorry. A new one is on its way.");
  expect((await Promise.all(sent)).join("\n")).not.toContain("Third crack");
  expect(await page.frames()[1]?.content()).not.toContain("Third crack");

  await desk.close();
  await expect(ann.panel.getByText("How was it?")).toBeVisible();
  await expect(ann.composer).toHaveCount(0);
  await desk.reopen();
  await expect(ann.composer).toBeVisible();
  await desk.reply("One more thing: keep the old one.");
  await expect(ann.texts.last()).toHaveText("One more thing: keep the old one.");
});

test("a canned reply by keyboard", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/Ada Lovelace/);
  await desk.composer.press("/");
  await expect(desk.page.getByRole("listbox", { name: "Canned replies" }).getByRole("option")).toHaveCount(3);
  await desk.composer.pressSequentially("re");
  await expect(desk.page.getByRole("option")).toHaveCount(1);
  await desk.composer.press("Backspace");
  await desk.composer.press("Backspace");
  await desk.composer.press("ArrowDown");
  await desk.composer.press("ArrowUp");
  await expect(desk.page.getByRole("option", { selected: true })).toContainText("/hello");
  await desk.composer.press("Enter");
  await expect(desk.composer).toHaveValue("Hello Ada Lovelace, this is Grace Hopper. How can I help you?");
  await expect(desk.composer).toBeFocused();
  await desk.composer.press("Enter");
  await desk.shows("Hello Ada Lovelace, this is Grace Hopper. How can I help you?");
});

test("tags, and what is known of the visitor", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("Hello");
  await desk.openChat(/Hello/);
  await desk.addTag("delivery");
  await desk.addTag("vip");
  await expect(desk.chat(/Hello/)).toContainText("vip");
  await desk.visitor.getByRole("button", { name: "Remove tag delivery" }).click();
  await expect(desk.visitor.getByText("delivery")).toHaveCount(0);
  await expect(desk.visitor.getByText("Example shop: things for a quiet home")).toBeVisible();
  await expect(desk.visitor.getByText(/Chrom(e|ium) .*Linux/)).toBeVisible();
  await expect(desk.visitor.getByText("British English")).toBeVisible();
});

test("a chat is handed to a colleague, and to a team", async ({ browser }) => {
  const kahn = await Console.open(await newPage(browser), server, await hire(server, "Bob Kahn"));
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("I was charged twice");
  await desk.openChat(/charged twice/);
  await desk.note("Paid on Monday");

  // Who is away cannot be handed anything.
  await desk.page.getByRole("button", { name: "Transfer chat" }).click();
  await expect(desk.page.getByRole("dialog").getByRole("button", { name: "Bob Kahn" })).toBeDisabled();
  await desk.page.keyboard.press("Escape");
  await kahn.setAvailable(true);
  await desk.transferTo("Bob Kahn");
  await expect(desk.chat(/charged twice/)).toHaveCount(0);
  await kahn.openChat(/charged twice|Paid on Monday/);
  await expect(kahn.message("Paid on Monday")).toBeVisible();
  await expect(ann.panel.getByRole("heading", { name: "Bob Kahn" })).toBeVisible();

  // Grace is the whole team.
  await kahn.transferTo("Billing");
  await expect(desk.chat(/charged twice|Paid on Monday/)).toBeVisible();
  await expect(ann.panel.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
  await expect(ann.panel.getByText("Paid on Monday")).toHaveCount(0);
});

test("a chat can be reopened only inside the site's window", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await server.call("PATCH", "/sites/1?update_mask=reopen_window_seconds", { reopen_window_seconds: 0 });
  await desk.openChat(/Ada Lovelace/);
  await desk.close();
  await desk.page.getByRole("button", { name: "Reopen" }).click();
  await expect(desk.page.getByText("The chat has been closed for too long to be reopened.")).toBeVisible();
  await server.call("PATCH", "/sites/1?update_mask=reopen_window_seconds", { reopen_window_seconds: 3600 });
  await desk.reopen();
});

test("search by name and by text, and a visitor's other chats", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("Does the vase hold a sunflower?");
  await desk.openChat(/sunflower/);
  await desk.close();
  await ann.panel.getByRole("button", { name: "New conversation" }).click();
  await ann.panel.getByRole("button", { name: "New conversation" }).click();
  await ann.ask("And a tulip?");
  await desk.list("My chats");
  await desk.openChat(/tulip/);
  // The earlier chat of the same visitor opens in place.
  await desk.visitor.getByRole("list").getByRole("link").click();
  await desk.shows("Does the vase hold a sunflower?");

  await desk.search("sunflower");
  await expect(desk.chats).toHaveCount(1);
  await expect(desk.chats).toContainText("Does the vase hold a sunflower?");
  await desk.search("Lovelace");
  await expect(desk.chat(/Ada Lovelace/)).toBeVisible();
  await desk.search("no such words");
  await expect(desk.page.getByText("No name, address or message contains “no such words”.")).toBeVisible();
});

test("every action has a key, and `?` lists them", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, adminOf(server));
  const { page } = desk;
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys.getByText("Accept who waits longest")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("v");
  await desk.isAvailable(true);
  await page.keyboard.press("3");
  await expect(desk.chat(/Ada Lovelace/)).toBeVisible();
  await page.keyboard.press("j");
  await expect(desk.log).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("dialog", { name: "Transfer chat to" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(desk.noteField).toBeFocused();
  // Letters are text where somebody writes.
  await page.keyboard.type("vet");
  await expect(desk.noteField).toHaveValue("vet");
  await desk.isAvailable(true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByRole("dialog", { name: "Close this chat?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search chats" })).toBeFocused();
});

test("a draft survives a reload", async ({ browser }) => {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/Ada Lovelace/);
  await desk.composer.fill("Half a sente");
  await desk.page.reload();
  await expect(desk.composer).toHaveValue("Half a sente");
  await desk.page.getByRole("button", { name: /^Menu of/ }).click();
  await desk.page.getByRole("menuitem", { name: "Log out" }).click();
  // Whoever uses this browser next does not find it.
  await desk.logIn(agentOf(server));
  await expect(desk.composer).toHaveValue("");
});
