/** A visitor has the shop open in several tabs. Over plain HTTP/1.1 a browser opens six connections to a server at most, and a stream takes one. */

import type { BrowserContext } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

/** Counts the streams that all tabs of a browser hold. */
function streams(context: BrowserContext): () => number {
  const open = new Set<unknown>();
  context.on("request", (request) => request.url().endsWith("/Subscribe") && open.add(request));
  context.on("requestfinished", (request) => open.delete(request));
  context.on("requestfailed", (request) => open.delete(request));
  return () => open.size;
}

test("three tabs share one stream and agree on everything", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const first = await Widget.open(await newPage(browser), server.url);
  const context = first.page.context();
  const open = streams(context);
  const second = await Widget.open(await context.newPage(), server.url);
  const third = await Widget.open(await context.newPage(), server.url);
  const tabs = [first, second, third];

  await first.ask("Do you ship to Norway?");
  for (const tab of tabs) await tab.shows("Do you ship to Norway?");
  await expect.poll(open).toBe(1);

  await test.step("What is said in one is in all, once", async () => {
    await agent.openChat(/^Visitor/);
    await agent.reply("We do.");
    await second.say("And to Iceland?");
    await agent.shows("Do you ship to Norway?", "We do.", "And to Iceland?");
    for (const tab of tabs) await tab.shows("Do you ship to Norway?", "We do.", "And to Iceland?");
  });

  await test.step("What is read in one is read in all", async () => {
    for (const tab of tabs) await tab.hide();
    await agent.reply("There too.");
    for (const tab of tabs) await expect(tab.page.getByRole("button", { name: "Open chat, 1 unread message" })).toBeVisible();
    await third.show();
    for (const tab of [first, second]) await expect(tab.page.getByRole("button", { name: "Open chat", exact: true })).toBeVisible();
    await second.show();
  });

  await test.step("The tab with the stream is closed, and the others go on", async () => {
    await first.page.close();
    await expect.poll(open).toBe(1);
    await agent.reply("Anything else?");
    await second.say("No, thanks.");
    await agent.shows("Do you ship to Norway?", "We do.", "And to Iceland?", "There too.", "Anything else?", "No, thanks.");
    for (const tab of [second, third]) {
      await tab.shows("Do you ship to Norway?", "We do.", "And to Iceland?", "There too.", "Anything else?", "No, thanks.");
    }
  });

  await test.step("The conversation is closed in all", async () => {
    await agent.close();
    for (const tab of [second, third]) await expect(tab.panel.getByText("How was it?")).toBeVisible();
    await third.rate("Good", "All clear");
    for (const tab of [second, third]) await expect(tab.panel.getByText("Thank you for your rating")).toBeVisible();
  });
});

test("many tabs leave room for calls", async ({ browser, server }) => {
  const first = await Widget.open(await newPage(browser), server.url);
  const context = first.page.context();
  const open = streams(context);
  await first.ask("Hello?");
  const tabs = [first];
  while (tabs.length < 8) tabs.push(new Widget(await context.newPage()));
  for (const tab of tabs.slice(1)) {
    await tab.page.goto(server.url);
    await tab.show();
    await tab.shows("Hello?");
  }
  await expect.poll(open).toBeLessThanOrEqual(1);
  await tabs[7]?.say("Is anybody there?");
  await expect(tabs[7]?.row("Is anybody there?") ?? first.log).toContainText(/Sent|Delivered|Read/);
  for (const tab of tabs) await tab.shows("Hello?", "Is anybody there?");
});
