/** A stranger asks in the shop, an agent answers in a second window, and it ends with thanks. */

import { readFile } from "node:fs/promises";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

test("from the first question to the rating", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await expect(visitor.panel.getByText("We are here for you")).toBeVisible();
  await visitor.ask("Is the morning mug dishwasher safe?");

  await test.step("The agent sees it without a reload, and the visitor sees who has it", async () => {
    await expect(visitor.panel.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
    await agent.openChat(/^Visitor/);
    await agent.shows("Is the morning mug dishwasher safe?");
  });

  await test.step("Each sees the other typing, and how far a message has come", async () => {
    await expect(visitor.row("Is the morning mug")).toContainText("Read");
    await agent.composer.pressSequentially("It is");
    await expect(visitor.log.getByText("Grace Hopper is typing")).toBeVisible();
    await agent.reply("It is.");
    await expect(visitor.log.getByText("Grace Hopper is typing")).toBeHidden();
    await visitor.shows("Is the morning mug dishwasher safe?", "It is.");
    await expect(agent.message("It is.")).toContainText("Read");

    await visitor.hide();
    await agent.reply("Every day, if you like.");
    await expect(agent.message("Every day")).toContainText("Delivered");
    await visitor.page.getByRole("button", { name: "Open chat, 1 unread message" }).click();
    await expect(agent.message("Every day")).toContainText("Read");

    await visitor.composer.pressSequentially("Than");
    await expect(agent.page.getByText(/is typing …$/)).toBeVisible();
    await visitor.say("Thank you!");
    await expect(agent.page.getByText(/is typing …$/)).toBeHidden();
    await agent.shows("Is the morning mug dishwasher safe?", "It is.", "Every day, if you like.", "Thank you!");
  });

  await test.step("The agent closes, the visitor rates, and the agent sees what was said", async () => {
    await agent.close();
    await expect(visitor.log.getByText("Grace Hopper ended the conversation")).toBeVisible();
    await visitor.rate("Great", "Quick and kind");
    await expect(visitor.panel.getByText("Thank you for your rating")).toBeVisible();
    await expect(agent.log.getByText("rated the chat 5 of 5: “Quick and kind”")).toBeVisible();
  });

  await test.step("The transcript holds all of it", async () => {
    const download = visitor.page.waitForEvent("download");
    await visitor.panel.getByRole("button", { name: "Download transcript" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text).toContain("Conversation with Example shop");
    expect(text).toMatch(/You: Is the morning mug dishwasher safe\?\n.*Grace Hopper: It is\.\n.*Grace Hopper: Every day, if you like\.\n.*You: Thank you!\n/);
  });

  await test.step("A new conversation begins beside the old one", async () => {
    await visitor.panel.getByRole("button", { name: "New conversation" }).click();
    await expect(visitor.panel.getByRole("heading", { name: "Your conversations" })).toBeVisible();
    await visitor.panel.getByRole("button", { name: "New conversation" }).click();
    await visitor.ask("And the bowl?");
    await visitor.shows("And the bowl?");
    await agent.openChat(/^Visitor/);
    await agent.shows("And the bowl?");
  });
});
