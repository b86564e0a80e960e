/** Visitors and agents write what they like: it is shown as text, and nothing of it runs. */

import type { Page } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { download, newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

const MARKUP = [
  '<script>alert("script")</script>',
  '<img src=x onerror=alert("img")>',
  '<svg onload=alert("svg")><animate onbegin=alert("animate") attributeName=x></svg>',
  '"><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 7 * 7 %>",
];
const LINKS = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)//https://example.com",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "https://bank.example@evil.example/log-in",
];
/** Looks like "invoice_fdp.exe" backwards from the middle on. */
const BACKWARDS = "invoice_\u202Efdp.exe";
const LONG = "x".repeat(16 * 1024);

/** Notes whatever should never happen on a page. */
function watch(page: Page): string[] {
  const happened: string[] = [];
  page.on("dialog", (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => happened.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("/favicon.ico") && happened.push(message.text()));
  return happened;
}

test("what they write is text, on both sides", async ({ browser, server }) => {
  const desk = await newPage(browser, { viewport: { width: 1280, height: 4000 } });
  const shop = await newPage(browser);
  const happened = [watch(desk), watch(shop)];
  const agent = await Console.open(desk, server, agentOf(server));
  const visitor = await Widget.open(shop, server.url);
  const texts = [...MARKUP, ...LINKS, BACKWARDS];
  await visitor.ask(texts[0] ?? "");
  for (const text of texts.slice(1)) await visitor.say(text);
  await agent.openChat(/^Visitor/);
  for (const text of texts) await agent.reply(text);
  await visitor.say("www.example.com and https://example.com/a?b=1 are links");

  await expect(visitor.texts).toHaveCount(2 * texts.length + 1);
  const log = await visitor.texts.allTextContents();
  expect(log.slice(0, texts.length)).toEqual(texts);
  await agent.shows(...log);
  for (const place of [visitor.log, agent.log]) {
    const links = await place.getByRole("link").evaluateAll((all) => all.map((link) => ({ href: (link as HTMLAnchorElement).href, rel: link.getAttribute("rel") })));
    expect(links.map(({ href }) => href)).toContain("https://example.com/a?b=1");
    for (const { href, rel } of links) {
      expect(href).toMatch(/^https:\/\/(www\.)?example\.com\//);
      expect(rel).toContain("noopener noreferrer");
    }
    await expect(place.locator("script, iframe, [onerror], [onload]")).toHaveCount(0);
  }
  expect(happened).toEqual([[], []]);
});

test("a text of 16 KiB is sent and breaks nothing; a longer one is not", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Hello?");
  await visitor.composer.fill(`${LONG}y`);
  await expect(visitor.panel.getByText("1 character too many")).toBeVisible();
  await visitor.composer.press("Enter");
  await expect(visitor.composer).toHaveValue(`${LONG}y`);
  await visitor.say(LONG);
  await expect(visitor.row(LONG)).toContainText(/Sent|Delivered|Read/);
  await agent.openChat(/^Visitor/);
  await expect(agent.message(LONG)).toHaveCount(1);
  await agent.reply(LONG);
  await visitor.shows("Hello?", LONG, LONG);
  // It wraps: nothing is to be scrolled sideways.
  for (const place of [visitor.log, agent.log]) expect(await place.evaluate((log) => log.scrollWidth - log.clientWidth)).toBeLessThanOrEqual(0);
});

test("an upload never runs as a page", async ({ browser, server }) => {
  const evil = [
    { name: "picture.svg", mimeType: "image/svg+xml", buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>') },
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><script>alert(document.domain)</script>") },
    { name: "really.png", mimeType: "image/png", buffer: Buffer.from("<!doctype html><script>alert(document.domain)</script>") },
  ];
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Please look at these");
  await visitor.attach(...evil);
  await agent.openChat(/^Visitor/);
  const ran: string[][] = [];
  for (const { page } of [agent, visitor]) page.context().on("page", (tab) => ran.push(watch(tab)));
  for (const { name } of evil) {
    for (const [page, place] of [[agent.page, agent.log], [visitor.page, visitor.log]] as const) {
      const saved = await download(page, () => place.getByRole("button", { name }).click());
      expect(saved.suggestedFilename()).toBe(name);
    }
  }
  for (const happened of ran) expect(happened).toEqual([]);

  // Even where a browser is made to show it.
  const [svg] = await Promise.all([
    visitor.page.context().waitForEvent("response", (response) => response.url().includes("/attachments/")),
    visitor.log.getByRole("button", { name: "picture.svg" }).click(),
  ]);
  expect(svg.headers()["content-type"]).not.toContain("svg");
  expect(svg.headers()["content-security-policy"]).toContain("sandbox");
  expect(svg.headers()["x-content-type-options"]).toBe("nosniff");
});
