/** Visitors and agents write what they like: it is shown as text, and nothing of it runs. */

import type { Page } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

const MARKUP = [
  '<script>alert("script")</script>',
  '<img src=x onerror=alert("img")>',
  '<svg xmlns="http://www.w3.org/2000/svg" onload=alert("svg")><animate onbegin=alert("animate") attributeName=x></svg>',
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
    const links = await place.getByRole("link").evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.getAttribute("rel")]));
    const safe = expect.stringMatching(/noopener noreferrer/);
    expect(links).toEqual([
      ["https://www.example.com/", safe],
      ["https://example.com/a?b=1", safe],
    ]);
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
  await agent.shows("Hello?", LONG);
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
  for (const { name } of evil) {
    for (const [page, place] of [[agent.page, agent.log], [visitor.page, visitor.log]] as const) {
      const opened = page.context().waitForEvent("page");
      await place.getByRole("button", { name }).click();
      const tab = await opened;
      const happened = watch(tab);
      const download = await tab.waitForEvent("download");
      expect(download.suggestedFilename()).toBe(name);
      expect(happened).toEqual([]);
      await tab.close();
    }
  }
  const response = await fetch((await link(visitor.page, evil[0]?.name ?? "", visitor)).url());
  expect(response.headers.get("content-type")).not.toContain("svg");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

/** The request behind a file's button. */
async function link(page: Page, name: string, visitor: Widget) {
  const download = page.context().waitForEvent("request", (request) => request.url().includes("/attachments/"));
  await visitor.log.getByRole("button", { name }).click();
  return download;
}
