/** Who is there: an agent who has gone loses their chats to somebody who is there, and a visitor is never told that somebody is who is not. */

import { expect, test } from "@playwright/test";

import { agentOf, Console, hire } from "../support/console.ts";
import { leave, newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.afterEach(() => server.close());

test("an agent closes the browser: the chat goes back to the queue and on to a colleague", async ({ browser }) => {
  server = await Server.start({ SUPPORTCHAT_AGENT_GRACE: "2" });
  const grace = await Console.open(await newPage(browser), server, agentOf(server));
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("Is anybody there?");
  await grace.openChat(/Is anybody there/);
  await grace.reply("I am.");
  await ann.shows("Is anybody there?", "I am.");

  // Nobody else is free: the visitor is back in line and knows it.
  await leave(grace.page);
  await expect(ann.log.getByText("Grace Hopper has left. You are back in line.")).toBeVisible();
  await expect(ann.panel.getByRole("heading", { name: "Waiting for an agent" })).toBeVisible();

  const kahn = await Console.open(await newPage(browser), server, await hire(server, "Bob Kahn"));
  await kahn.setAvailable(true);
  await expect(ann.log.getByText("Bob Kahn joined the conversation")).toBeVisible();
  await expect(ann.panel.getByRole("heading", { name: "Bob Kahn" })).toBeVisible();
  // The colleague has all that was said.
  await kahn.openChat(/I am|Is anybody there/);
  await kahn.shows("Is anybody there?", "I am.");
  await kahn.reply("I took over.");
  await ann.shows("Is anybody there?", "I am.", "I took over.");

  // Who comes back is away until they say otherwise, and is told so.
  const back = await Console.open(await newPage(browser), server, agentOf(server));
  await expect(back.page.getByText("You are away. New chats are not given to you.")).toBeVisible();
  await back.isAvailable(false);
  await back.page.getByRole("button", { name: "Become available" }).click();
  await back.isAvailable(true);
  await expect(back.page.getByText("You are away.")).toBeHidden();
});

test("a reload is no absence", async ({ browser }) => {
  server = await Server.start({ SUPPORTCHAT_AGENT_GRACE: "20" });
  const grace = await Console.open(await newPage(browser), server, agentOf(server));
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("Stay with me");
  await expect(grace.chat(/Stay with me/)).toBeVisible();
  await grace.page.reload();
  await expect(grace.chat(/Stay with me/)).toBeVisible();
  await grace.isAvailable(true);
  await expect(ann.panel.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
  await expect(ann.log.getByText("has left")).toHaveCount(0);
});

test("nobody is available: the widget says so and takes a message with an address", async ({ browser }) => {
  server = await Server.start();
  const grace = await Console.open(await newPage(browser), server, agentOf(server));
  await grace.setAvailable(false);

  const ann = await Widget.open(await newPage(browser), server.url);
  await expect(ann.panel.getByText("Nobody is here right now")).toBeVisible();
  await expect(ann.panel.getByText("Leave us a message and your e-mail address.")).toBeVisible();
  const send = ann.panel.getByRole("button", { name: "Leave message" });
  await ann.panel.getByRole("textbox", { name: "Message" }).fill("My parcel is lost");
  await send.click();
  const address = ann.panel.getByRole("textbox", { name: "E-mail address" });
  await expect(address).toHaveAccessibleDescription("Please fill this in.");
  await expect(address).toBeFocused();
  await address.fill("ann at example");
  await expect(address).toHaveAccessibleDescription(/Please enter an e-mail address/);
  await address.fill("ann@example.com");
  await send.click();
  await ann.shows("My parcel is lost");
  await expect(ann.panel.getByText("Nobody is here right now. We will answer as soon as somebody is back.")).toBeVisible();
  await leave(ann.page);

  // Later: it waits in the queue, with the address.
  await grace.list("Queue");
  await grace.chats.first().click();
  await grace.shows("My parcel is lost");
  await expect(grace.visitor.getByRole("link", { name: "ann@example.com" })).toBeVisible();
  await grace.accept();
  await grace.reply("We found it.");
  await expect(grace.message("We found it.").getByText("Sent")).toBeVisible();
});
