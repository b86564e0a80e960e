/** The line between a person and the server is cut, held and mended. */

import type { Browser } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { agree, numbered } from "../support/order.ts";
import { newPage } from "../support/people.ts";
import type { Proxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

/** The agent's list shows only what fits on the screen. */
const HIGH = { viewport: { width: 1280, height: 6000 } };
/** How long the line is away in the middle of a conversation: a minute, where there is time for it. */
const AWAY_MS = process.env["FULL"] === "1" ? 60_000 : 5_000;

/** A visitor who has asked, over the line, and an agent who has a line of their own. */
async function talk(browser: Browser, server: Server, line: Proxy): Promise<[Widget, Console]> {
  const agent = await Console.open(await newPage(browser, HIGH), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), line.url);
  await visitor.ask("Hello?");
  await agent.openChat(/^Visitor/);
  await agent.shows("Hello?");
  return [visitor, agent];
}

test("what a visitor writes while the line is down is kept, and sent once and in order", async ({ browser, server, line }) => {
  const [visitor, agent] = await talk(browser, server, line);
  await visitor.composer.pressSequentially("I am just typing and the li");
  await line.cut();
  await visitor.composer.pressSequentially("ne is gone");
  await expect(visitor.composer).toHaveValue("I am just typing and the line is gone");
  await expect(visitor.banner).toBeVisible();
  await expect(visitor.panel.getByText(/^Next try in \d+ seconds?$/)).toBeVisible();

  const queued = numbered("Question", 10);
  for (const text of queued) await visitor.say(text);
  for (const text of queued) await expect(visitor.row(text)).toContainText("Not sent yet");
  await agent.reply("Are you still there?");
  await visitor.shows("Hello?", ...queued);

  await line.restore();
  await expect(visitor.banner).toBeHidden();
  await agree(visitor, agent, ["Hello?", ...queued], ["Are you still there?"]);
  await expect(visitor.panel.getByText("Not sent yet")).toHaveCount(0);
  await expect(visitor.row("Question 10.")).toContainText("Read");
});

test("what waits to be sent survives the page", async ({ browser, server, line }) => {
  const [visitor, agent] = await talk(browser, server, line);
  await line.cut();
  await expect(visitor.banner).toBeVisible();
  await visitor.say("Can you hear me?");
  await visitor.say("Nobody?");
  await expect(visitor.row("Nobody?")).toContainText("Not sent yet");
  await visitor.page.goto("about:blank");
  await line.restore();
  await visitor.page.goto(line.url);
  await agree(visitor, agent, ["Hello?", "Can you hear me?", "Nobody?"]);
});

test("a line that is silent instead of cut is noticed", async ({ browser, server, line }) => {
  const [visitor, agent] = await talk(browser, server, line);
  line.hold();
  await visitor.say("Is this line dead?");
  // A stream is doubted after 20 seconds of silence, and the server has 6 to answer a question.
  await expect(visitor.banner).toBeVisible({ timeout: 60_000 });
  await expect(visitor.row("Is this line dead?")).toContainText("Not sent yet");
  await agent.reply("Hello!");
  await line.restore();
  await expect(visitor.banner).toBeHidden({ timeout: 60_000 });
  await agree(visitor, agent, ["Hello?", "Is this line dead?"], ["Hello!"]);
});

test("both write while the line is away for a while", async ({ browser, server, line }) => {
  test.setTimeout(120_000 + 2 * AWAY_MS);
  const [visitor, agent] = await talk(browser, server, line);
  const asked = ["Hello?"];
  const answered: string[] = [];
  await line.cut();
  const until = Date.now() + AWAY_MS;
  while (Date.now() < until) {
    asked.push(`Question ${asked.length}.`);
    answered.push(`Answer ${answered.length + 1}.`);
    await visitor.say(asked.at(-1) ?? "");
    await agent.reply(answered.at(-1) ?? "");
    // The pace of people who type.
    await visitor.page.waitForTimeout(1_500);
  }
  await expect(visitor.banner).toBeVisible();
  await line.restore();
  await expect(visitor.banner).toBeHidden({ timeout: 60_000 });
  await agree(visitor, agent, asked, answered);
});

test("an agent's line is cut", async ({ browser, server, line }) => {
  const page = await newPage(browser, HIGH);
  await page.goto(`${line.url}/console/`);
  const agent = new Console(page);
  await agent.logIn(agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Hello?");
  await agent.openChat(/^Visitor/);
  await agent.shows("Hello?");

  await agent.composer.pressSequentially("One mo");
  await line.cut();
  await agent.composer.pressSequentially("ment");
  await expect(page.getByText("The line is down. What you write is kept and sent when it is back.")).toBeVisible();
  await expect(page.getByText(/^Next try in \d+ s\.$/)).toBeVisible();
  await expect(agent.composer).toHaveValue("One moment");
  const answers = numbered("Answer", 10);
  for (const text of answers) await agent.reply(text);
  for (const text of answers) await expect(agent.message(text)).toContainText("Not sent yet – it goes when the line is back");
  await visitor.say("Take your time.");

  await line.restore();
  await expect(page.getByText("The line is down.")).toBeHidden({ timeout: 60_000 });
  await agree(visitor, agent, ["Hello?", "Take your time."], answers);
  await expect(agent.message("Answer 10.")).toContainText("Read");
});
