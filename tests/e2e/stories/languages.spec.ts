/** Other languages: right to left, a site's own texts, plural forms. */

import { expect, test } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { Host } from "../support/host.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";

let server: Server;
let host: Host;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(async () => {
  await host.close();
  await server.close();
});

const embed = (lang: string) => ({
  body: `<script>document.documentElement.lang = "${lang}"</script><script async src="${server.url}/widget.js" data-site="default"></script>`,
});

test("Arabic: the widget is right to left, each message as it is written", async ({ browser }) => {
  host = await Host.start(embed("ar"));
  const page = await newPage(browser, { viewport: { width: 1280, height: 800 } });
  await page.goto(host.url);
  const launcher = page.getByRole("button", { name: "فتح الدردشة" });
  await expect(launcher).toBeVisible();
  // The launcher is at the end of a line, which is on the left.
  expect((await launcher.boundingBox())?.x).toBeLessThan(100);
  await launcher.click();
  const panel = page.frameLocator("iframe");
  await expect(panel.locator("html")).toHaveAttribute("dir", "rtl");
  await panel.getByRole("textbox").fill("مرحبا، أين طلبي رقم ABC-123؟");
  await panel.getByRole("textbox").press("Enter");
  const log = panel.getByRole("log");
  await expect(log.locator(".text")).toHaveText(["مرحبا، أين طلبي رقم ABC-123؟"]);

  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/ABC-123/);
  await expect(desk.message(/ABC-123/).locator(".bubble [dir=auto]")).toHaveCSS("direction", "rtl");
  await desk.reply("It left on Monday (https://example.com/track).");
  await expect(log.locator(".text")).toHaveCount(2);
  // The visitor's own words are on the left, the agent's on the right; an English answer is left to right within.
  const [mine, theirs] = await Promise.all([0, 1].map((n) => log.locator(".text").nth(n).boundingBox()));
  expect(mine!.x).toBeLessThan(theirs!.x + theirs!.width - mine!.width / 2);
  await expect(log.locator(".text").nth(0)).toHaveCSS("direction", "rtl");
  await expect(log.locator(".text").nth(1)).toHaveCSS("direction", "ltr");
  await expect(log.getByRole("link", { name: "https://example.com/track" })).toHaveAttribute("href", "https://example.com/track");
});

test("German, with texts of the site's own", async ({ browser }) => {
  const texts = [
    { locale: "de", key: "greeting", text: "Moin! Was gibt's?" },
    { locale: "en", key: "greeting", text: "Not for Germans" },
    { locale: "", key: "available", text: "Hamburg ist wach" },
  ];
  await server.call("PATCH", "/sites/1?update_mask=widget", { widget: { texts, pre_chat_fields: [{ kind: "PRE_CHAT_FIELD_KIND_NAME" }] } });
  host = await Host.start(embed("de-AT"));
  const page = await newPage(browser);
  await page.goto(host.url);
  await page.getByRole("button", { name: "Chat öffnen" }).click();
  const panel = page.frameLocator("iframe");
  await expect(panel.getByRole("heading", { name: "Moin! Was gibt's?" })).toBeVisible();
  await expect(panel.getByText("Hamburg ist wach")).toBeVisible();
  await expect(panel.getByText("Not for Germans")).toHaveCount(0);
  await expect(panel.locator("html")).toHaveAttribute("lang", /^de/);
  await expect(panel.getByRole("textbox", { name: /^Name/ })).toBeVisible();
});

test("plural forms: Arabic has six, and the badge takes the one that fits", async ({ browser }) => {
  host = await Host.start(embed("ar"));
  const page = await newPage(browser);
  await page.goto(host.url);
  await page.getByRole("button", { name: "فتح الدردشة" }).click();
  const panel = page.frameLocator("iframe");
  await panel.getByRole("textbox").fill("سؤال");
  await panel.getByRole("textbox").press("Enter");
  await expect(panel.getByRole("log").locator(".text")).toHaveCount(1);
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/سؤال/);
  await page.getByRole("button", { name: "إغلاق الدردشة" }).first().click();
  const names: string[] = [];
  const launcher = page.getByRole("button", { name: /^فتح الدردشة/ });
  for (const n of [1, 2, 3]) {
    await desk.reply(`${n}`);
    await expect(page).toHaveTitle(new RegExp(`^\\(${n}\\)`));
    await expect.poll(async () => names.includes((await launcher.getAttribute("aria-label")) ?? "")).toBe(false);
    names.push((await launcher.getAttribute("aria-label")) ?? "");
  }
  // One, two and few are three different words.
  const words = names.map((name) => name.replace(/[\d٠-٩]/g, ""));
  expect(new Set(words).size).toBe(3);
});
