/** Whoever comes back finds the conversation, what they were about to write, and what they have missed. */

import type { BrowserType, LaunchOptions } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

test("a reload keeps the conversation and the draft", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.panel.getByRole("textbox", { name: "Message" }).fill("Is the la");
  await visitor.page.reload();
  await visitor.show();
  await expect(visitor.panel.getByRole("textbox", { name: "Message" })).toHaveValue("Is the la");

  await visitor.ask("Is the lamp dimmable?");
  await agent.openChat(/^Visitor/);
  await agent.reply("It is, in the cord.");
  await visitor.shows("Is the lamp dimmable?", "It is, in the cord.");
  await visitor.composer.fill("And can I");

  await visitor.page.reload();
  await visitor.show();
  await visitor.shows("Is the lamp dimmable?", "It is, in the cord.");
  await expect(visitor.composer).toHaveValue("And can I");
  await visitor.say("And can I have it in black?");
  await agent.shows("Is the lamp dimmable?", "It is, in the cord.", "And can I have it in black?");
});

test("what was missed is counted on every page until it is read", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Hello?");
  await agent.openChat(/^Visitor/);
  await visitor.page.goto("about:blank");
  await agent.reply("Hello!");
  await agent.reply("Still there?");

  await visitor.page.goto(server.url);
  await expect(visitor.page.getByRole("button", { name: "Open chat, 2 unread messages" })).toBeVisible();
  await expect(visitor.page).toHaveTitle(/^\(2\) /);
  await visitor.page.reload();
  await expect(visitor.page.getByRole("button", { name: "Open chat, 2 unread messages" })).toBeVisible();
  await visitor.show();
  await expect(visitor.panel.getByText("New messages")).toBeVisible();
  await visitor.shows("Hello?", "Hello!", "Still there?");
  await expect(agent.message("Still there?")).toContainText("Read");
  await expect(visitor.page).not.toHaveTitle(/^\(/);
  await visitor.page.reload();
  await expect(visitor.page.getByRole("button", { name: "Open chat", exact: true })).toBeVisible();
});

test("a browser that was closed and opened again is the same visitor", async ({ browser, launchOptions, server }) => {
  const profile = await mkdtemp(join(tmpdir(), "supportchat-profile-"));
  try {
    const agent = await Console.open(await newPage(browser), server, agentOf(server));
    const before = await persistent(browser.browserType(), profile, launchOptions);
    const visitor = await Widget.open(await before.newPage(), server.url);
    await visitor.ask("I will be back");
    await visitor.composer.fill("As I said");
    await agent.openChat(/^Visitor/);
    await agent.shows("I will be back");
    await before.close();
    await agent.reply("We are here");

    const after = await persistent(browser.browserType(), profile, launchOptions);
    const again = new Widget(await after.newPage());
    await again.page.goto(server.url);
    await again.page.getByRole("button", { name: "Open chat, 1 unread message" }).click();
    await again.shows("I will be back", "We are here");
    await expect(again.composer).toHaveValue("As I said");
    await after.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

function persistent(chromium: BrowserType, profile: string, options: LaunchOptions) {
  return chromium.launchPersistentContext(profile, { ...options, locale: "en-GB" });
}
