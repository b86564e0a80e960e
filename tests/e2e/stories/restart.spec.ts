/** The server's machine loses its power while two people talk, and comes back. */

import { agentOf, Console } from "../support/console.ts";
import { agree, numbered } from "../support/order.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

test("the server is killed in the middle of sending, and nothing is lost, doubled or out of order", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser, { viewport: { width: 1280, height: 6000 } }), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Hello?");
  await agent.openChat(/^Visitor/);

  const questions = numbered("Question", 12);
  const answers = numbered("Answer", 12);
  const asking = (async () => {
    for (const text of questions) await visitor.say(text);
  })();
  const answering = (async () => {
    for (const text of answers) await agent.reply(text);
  })();
  await expect(agent.message("Question 3.")).toBeVisible();
  await server.kill();
  await Promise.all([asking, answering]);
  await expect(visitor.banner).toBeVisible();
  await expect(agent.page.getByText("The line is down.")).toBeVisible();

  await server.restart();
  await expect(visitor.banner).toBeHidden({ timeout: 60_000 });
  await expect(agent.page.getByText("The line is down.")).toBeHidden({ timeout: 60_000 });
  await agree(visitor, agent, ["Hello?", ...questions], answers);

  await visitor.say("Are you back?");
  await expect(agent.message("Are you back?")).toBeVisible();
  await agent.reply("We are.");
  await expect(visitor.row("We are.")).toBeVisible();
});
