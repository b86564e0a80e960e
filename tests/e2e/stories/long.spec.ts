/** 10,000 messages in one conversation. */

import { expect, type Locator, test } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

const MESSAGES = 10_000;
/** Writers at the same time, each with a connection of its own. */
const WRITERS = 50;
/** What a list that draws all 10,000 would exceed by far. */
const MOST_NODES = 6_000;

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

async function write(session: number): Promise<void> {
  let next = 1;
  const writer = async () => {
    for (let n = next++; n <= MESSAGES; n = next++) await server.call("POST", "/messages", { chat_session_id: session, message: `Message number ${n}.` });
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Scrolls a log up until its first message is there; says how many nodes the page had at most. */
async function scrollUp(log: Locator): Promise<number> {
  let nodes = 0;
  for (let first = false; !first; ) {
    const before = await log.evaluate((element) => element.scrollHeight);
    await log.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect
      .poll(async () => {
        first = await log.getByText("The first of many").isVisible();
        return first || (await log.evaluate((element) => element.scrollHeight)) > before;
      })
      .toBe(true);
    nodes = Math.max(nodes, await log.evaluate((element) => element.ownerDocument.querySelectorAll("*").length));
  }
  return nodes;
}

test("widget and console open a long log at its newest, go back in it, and jump to its end", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await newPage(browser);
  const ann = await Widget.open(page, server.url);
  await ann.ask("The first of many");
  await expect(ann.log.getByText("Grace Hopper joined the conversation")).toBeVisible();
  const { chat_sessions: sessions } = await server.call("GET", "/chat_sessions");
  const session = Number(sessions.find((one: { id: string }) => one.id !== "123" && Number(one.id) !== 123).id);
  await page.goto("about:blank");
  await write(session);

  await ann.page.goto(server.url);
  await ann.show();
  const newest = ann.panel.getByText(/^Message number \d+\.$/).last();
  await expect(newest).toBeInViewport();
  const last = (await newest.textContent()) ?? "";
  expect(await scrollUp(ann.log)).toBeLessThan(MOST_NODES);
  await expect(ann.panel.getByText(last, { exact: true })).not.toBeInViewport();
  await ann.panel.getByRole("button", { name: /Jump to the newest|new message/ }).click();
  await expect(ann.panel.getByText(last, { exact: true })).toBeInViewport();

  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.chat(/Message number/).click();
  await expect(desk.message(last)).toBeInViewport();
  expect(await scrollUp(desk.log)).toBeLessThan(MOST_NODES);
  await expect(desk.message(last)).toHaveCount(0);
  await desk.page.getByRole("button", { name: "To the newest" }).click();
  await expect(desk.message(last)).toBeInViewport();
  await desk.reply("And one more");
  await expect(desk.message("And one more")).toBeInViewport();
  await expect(ann.texts.last()).toHaveText("And one more");
});
