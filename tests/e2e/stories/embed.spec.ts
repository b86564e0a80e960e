/** The widget on a company's own site: another origin than the chat server's, with headers and browsers that are strict. */

import type { Browser, ConsoleMessage, Page } from "@playwright/test";
import { createHmac } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

const EVENTS = ["ready", "error", "opened", "closed", "message", "unread", "session-started", "session-closed", "queue-position", "agent-assigned", "agent-status"];

/** The page's own script: lets calls wait, as the documentation says, and writes down the events. */
const LISTEN = `
window.supportchat = window.supportchat || function () { (supportchat.q = supportchat.q || []).push(arguments) };
window.seen = [];
for (const event of ${JSON.stringify(EVENTS)}) {
  addEventListener("supportchat:" + event, ({ detail }) => seen.push([event, detail]));
}
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
`;
const tag = (server: Server, attributes = 'data-site="default"') => `<script async src="${server.url}/widget.js" ${attributes}></script>`;
const OWN_SCRIPT = '<script src="/page.js"></script>';

/** The details of the events of a name so far. */
function seen(page: Page, name: string): Promise<unknown[]> {
  return page.evaluate((wanted) => (window as any).seen.filter(([event]: [string]) => event === wanted).map(([, detail]: [string, unknown]) => detail), name);
}

/** Calls the widget, as the page's own code does. */
function call(page: Page, ...words: unknown[]): Promise<unknown> {
  return page.evaluate((all) => void (window as any).supportchat(...all), words);
}

/** What the browser complains about. */
function complaints(page: Page): string[] {
  const list: string[] = [];
  page.on("console", (message: ConsoleMessage) => ["error", "warning"].includes(message.type()) && list.push(message.text()));
  page.on("pageerror", (error) => list.push(error.message));
  return list;
}

async function agentAtDesk(browser: Browser, server: Server): Promise<Console> {
  return Console.open(await newPage(browser), server, agentOf(server));
}

test("behind a strict policy, with the two directives that the documentation names", async ({ browser, server, site }) => {
  const policy = `default-src 'none'; img-src 'self'; script-src 'self' ${server.url}; frame-src ${server.url}`;
  const host = await site({ body: OWN_SCRIPT + tag(server), script: LISTEN, headers: { "content-security-policy": policy } });
  const agent = await agentAtDesk(browser, server);
  const page = await newPage(browser);
  const wrong = complaints(page);
  const visitor = await Widget.open(page, host.url);
  await visitor.ask("Does this work here?");
  await agent.openChat(/^Visitor/);
  await agent.reply("It does.");
  await visitor.shows("Does this work here?", "It does.");
  await page.reload();
  await visitor.show();
  await visitor.shows("Does this work here?", "It does.");
  expect(await page.evaluate(() => (window as any).violations)).toEqual([]);
  expect(wrong).toEqual([]);
});

test("with third-party storage blocked, the visitor is the same after a reload", async ({ browser, launchOptions, server, site }) => {
  const host = await site({ body: tag(server) });
  const profile = await mkdtemp(join(tmpdir(), "supportchat-profile-"));
  await mkdir(join(profile, "Default"));
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }));
  const agent = await agentAtDesk(browser, server);
  const context = await browser.browserType().launchPersistentContext(profile, { ...launchOptions, locale: "en-GB" });
  try {
    const visitor = await Widget.open(await context.newPage(), host.url);
    await visitor.ask("Do you know me?");
    const frame = visitor.page.frames().find((one) => one.url().startsWith(server.url));
    const storage = await frame?.evaluate(() => {
      try {
        return `open: ${localStorage.length}`;
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(storage, "the story is about blocked storage").toBe("SecurityError");

    await agent.openChat(/^Visitor/);
    await agent.reply("I do.");
    await visitor.shows("Do you know me?", "I do.");
    await visitor.composer.fill("And this");
    await visitor.page.reload();
    await visitor.show();
    await visitor.shows("Do you know me?", "I do.");
    await expect(visitor.composer).toHaveValue("And this");
    await visitor.say("And this, too?");
    await agent.shows("Do you know me?", "I do.", "And this, too?");
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

test("the script twice on one page is one widget", async ({ browser, server, site }) => {
  const host = await site({ body: OWN_SCRIPT + tag(server) + tag(server), script: LISTEN });
  const page = await newPage(browser);
  const wrong = complaints(page);
  const visitor = await Widget.open(page, host.url);
  await expect(visitor.panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await expect(visitor.launcher).toHaveCount(1);
  await expect(page.locator("iframe")).toHaveCount(1);
  await expect.poll(() => seen(page, "ready")).toHaveLength(1);
  expect(wrong).toEqual([]);
});

test("a page that the site does not allow gets no chat and no token", async ({ browser, server, site }) => {
  await server.call("PATCH", "/sites/1", { allowed_origins: ["https://shop.example.com"] });
  const host = await site({ body: OWN_SCRIPT + tag(server), script: LISTEN });
  const page = await newPage(browser);
  await page.goto(host.url);
  await expect.poll(() => seen(page, "error"), { timeout: 60_000 }).toEqual([expect.objectContaining({ reason: "PANEL_NOT_LOADED" })]);
  await expect(page.locator("iframe")).toBeHidden();

  const refused = await fetch(`${server.url}/visitor_tokens`, {
    method: "POST",
    headers: { origin: host.url, "content-type": "application/json" },
    body: JSON.stringify({ site: "default" }),
  });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain("ORIGIN_NOT_ALLOWED");

  await server.call("PATCH", "/sites/1", { allowed_origins: [host.url] });
  const visitor = await Widget.open(page, host.url);
  await visitor.ask("Now?");
  await visitor.shows("Now?");
});

test("calls from before the script are honoured", async ({ browser, server, site }) => {
  const early = `${LISTEN}
    supportchat("on", "opened", () => seen.push(["on opened"]));
    supportchat("boot", { site: "default", locale: "de" });
    supportchat("newMessage", "Guten Tag");`;
  const host = await site({ body: OWN_SCRIPT + tag(server, ""), script: early });
  const page = await newPage(browser);
  await page.goto(host.url);
  const panel = page.frameLocator("iframe");
  await expect(panel.getByRole("heading", { name: "Wie können wir helfen?" })).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Nachricht" })).toHaveValue("Guten Tag");
  expect(await seen(page, "on opened")).toHaveLength(1);
});

test("every command and every event of the documentation", async ({ browser, server, site }) => {
  const host = await site({ body: OWN_SCRIPT + tag(server, 'data-site="default" data-launcher="none"'), script: LISTEN });
  const agent = await agentAtDesk(browser, server);
  await agent.setAvailable(false);
  const page = await newPage(browser);
  await page.goto(host.url);
  const visitor = new Widget(page);
  const greeting = visitor.panel.getByRole("heading", { name: "How can we help?" });

  await test.step("show, hide, toggle", async () => {
    await expect.poll(() => seen(page, "ready")).toEqual([{}]);
    await expect(visitor.launcher).toBeHidden();
    await call(page, "show");
    await expect(greeting).toBeVisible();
    await call(page, "hide");
    await expect(page.locator("iframe")).toBeHidden();
    await call(page, "toggle");
    await expect(greeting).toBeVisible();
    expect(await seen(page, "opened")).toEqual([{}, {}]);
    expect(await seen(page, "closed")).toEqual([{}]);
  });

  await test.step("update", async () => {
    await call(page, "update", { locale: "fr", launcher: true, name: "Marie", email: "marie@example.com" });
    await expect(page.getByRole("button", { name: "Fermer le chat" })).toBeVisible();
    await call(page, "update", { locale: "en" });
    await expect(greeting).toBeVisible();
  });

  await test.step("newMessage, and what a conversation tells", async () => {
    await call(page, "newMessage", "Is anybody there?");
    await expect(visitor.panel.getByRole("textbox", { name: "Message" })).toHaveValue("Is anybody there?");
    await visitor.panel.getByRole("button", { name: "Leave message" }).click();
    await expect.poll(() => seen(page, "session-started")).toHaveLength(1);
    const [{ session_id }] = (await seen(page, "session-started")) as [{ session_id: number }];
    await expect.poll(() => seen(page, "queue-position")).toContainEqual({ session_id, position: 1 });

    await agent.setAvailable(true);
    await expect.poll(() => seen(page, "agent-assigned")).toEqual([{ session_id, name: "Grace Hopper" }]);
    await expect.poll(() => seen(page, "agent-status")).toContainEqual({ session_id, name: "Grace Hopper", status: "online" });
    await agent.openChat(/^Marie/);
    await call(page, "hide");
    await agent.reply("I am.");
    await expect.poll(() => seen(page, "message")).toEqual([{ session_id, seq: expect.any(Number), from: "agent" }]);
    await expect.poll(() => seen(page, "unread")).toEqual([{ count: 1 }]);
    await call(page, "show");
    await expect.poll(() => seen(page, "unread")).toEqual([{ count: 1 }, { count: 0 }]);
    await agent.close();
    await expect.poll(() => seen(page, "session-closed")).toEqual([{ session_id }]);
    expect(await seen(page, "error")).toEqual([]);
  });

  await test.step("on, until it is ended", async () => {
    const heard = await page.evaluate(() => {
      const { supportchat } = window as any;
      let count = 0;
      const off = supportchat("on", "closed", () => count++);
      supportchat("hide");
      off();
      supportchat("show");
      supportchat("hide");
      return count;
    });
    expect(heard).toBe(1);
  });

  await test.step("shutdown, and boot as a stranger", async () => {
    await call(page, "shutdown");
    await expect(page.locator("iframe")).toHaveCount(0);
    await call(page, "boot");
    await call(page, "show");
    await expect(visitor.panel.getByRole("button", { name: "Start chat" })).toBeVisible();
    await expect(visitor.panel.getByRole("heading", { name: "Your conversations" })).toHaveCount(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith(":look")))).toEqual([]);
  });
});

test("a user whom the site has proven has the same conversations in another browser", async ({ browser, server, site }) => {
  const { secret } = await server.call("POST", "/sites/1:rotate_secret", {});
  const user_id = "customer-7";
  const identifier_hash = createHmac("sha256", secret).update(user_id).digest("hex");
  const boot = (hash: string) => `${LISTEN} supportchat("boot", ${JSON.stringify({ user_id, identifier_hash: hash, name: "Ada King" })});`;
  const host = await site({ body: OWN_SCRIPT + tag(server), script: boot(identifier_hash) });
  const agent = await agentAtDesk(browser, server);

  const office = await Widget.open(await newPage(browser), host.url);
  await office.ask("I ask in the office");
  await agent.openChat(/^Ada King/);
  await expect(agent.visitor.getByText("Verified by the site").first()).toBeVisible();
  await agent.reply("And I answer");
  const home = await Widget.open(await newPage(browser), host.url);
  await home.shows("I ask in the office", "And I answer");
  await home.say("Now I am at home");
  await office.shows("I ask in the office", "And I answer", "Now I am at home");

  const other = await site({ body: OWN_SCRIPT + tag(server), script: boot(identifier_hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))) });
  const liar = await newPage(browser);
  await liar.goto(other.url);
  await expect.poll(() => seen(liar, "error")).toContainEqual(expect.objectContaining({ reason: "IDENTITY_NOT_PROVEN" }));
});
