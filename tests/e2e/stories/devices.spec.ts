/** Phones, dark, no motion, forced colours. */

import { expect, type Page, test } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

/** Nothing is wider than the screen, in the page and in its frames. */
async function fits(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const wider = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, frame.url()).toBeLessThanOrEqual(0);
  }
}

for (const width of [320, 390]) {
  test(`a phone of ${width} px: the widget fills the screen`, async ({ browser }) => {
    const page = await newPage(browser, { viewport: { width, height: 700 }, isMobile: true, hasTouch: true });
    const ann = await Widget.open(page, server.url);
    const frame = page.locator("iframe");
    await expect.poll(async () => await frame.boundingBox()).toMatchObject({ x: 0, y: 0, width, height: 700 });
    await fits(page);
    await ann.ask("A very long word: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung and https://example.com/an/address/without/an/end/that/goes/on/and/on");
    await fits(page);
    // What covers the page closes by its own button, and the page does not scroll behind it.
    await expect(page.locator("html")).toHaveCSS("overflow", "hidden");
    // The on-screen keyboard takes the lower half: the panel keeps to what is left, and the composer stays in sight.
    await page.evaluate(() => {
      const view = visualViewport as VisualViewport;
      Object.defineProperty(view, "height", { value: 380, configurable: true });
      view.dispatchEvent(new Event("resize"));
    });
    await expect.poll(async () => (await frame.boundingBox())?.height).toBe(380);
    await expect(ann.composer).toBeInViewport();
    await ann.say("Still here");
    await expect(ann.texts.last()).toBeInViewport();
    await ann.panel.getByRole("button", { name: "Close chat" }).click();
    await expect(page.getByRole("button", { name: "Open chat" })).toBeVisible();
    await expect(page.locator("html")).not.toHaveCSS("overflow", "hidden");
  });

  test(`a phone of ${width} px: the console shows one pane at a time`, async ({ browser }) => {
    const desk = await Console.open(await newPage(browser, { viewport: { width, height: 700 }, isMobile: true, hasTouch: true }), server, agentOf(server));
    await fits(desk.page);
    await desk.openChat(/Ada Lovelace/);
    await fits(desk.page);
    await desk.reply("From a phone");
    await desk.shows("From a phone");
    await desk.page.getByRole("button", { name: "Details" }).click();
    await expect(desk.visitor).toBeInViewport();
    await fits(desk.page);
    await desk.page.getByRole("button", { name: "Close details" }).click();
    await desk.page.getByRole("button", { name: "Back to the list" }).click();
    await expect(desk.chat(/Ada Lovelace/)).toBeInViewport();
  });
}

test("dark: widget and console follow the system", async ({ browser }) => {
  const page = await newPage(browser, { colorScheme: "dark" });
  const ann = await Widget.open(page, server.url);
  const brightness = (found: string) => Math.max(...(found.match(/\d+/g) ?? []).slice(0, 3).map(Number));
  const background = (one: Page, frame = 0) => one.frames()[frame]!.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect(ann.panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  expect(brightness(await background(page, 1))).toBeLessThan(64);
  const desk = await Console.open(await newPage(browser, { colorScheme: "dark" }), server, agentOf(server));
  expect(brightness(await background(desk.page))).toBeLessThan(64);
  // The agent may want it otherwise.
  await desk.page.getByRole("button", { name: /^Menu of/ }).click();
  await desk.page.getByRole("menuitemradio", { name: "Look: light" }).click();
  expect(brightness(await background(desk.page))).toBeGreaterThan(200);
});

test("who wants no motion gets none", async ({ browser }) => {
  const page = await newPage(browser, { reducedMotion: "reduce" });
  const ann = await Widget.open(page, server.url);
  await ann.ask("No motion, please");
  const desk = await Console.open(await newPage(browser, { reducedMotion: "reduce" }), server, agentOf(server));
  await desk.openChat(/No motion/);
  await desk.composer.pressSequentially("Typing");
  await expect(ann.panel.getByText("Grace Hopper is typing")).toBeAttached();
  for (const frame of [...page.frames(), ...desk.page.frames()]) {
    const moving = await frame.evaluate(() =>
      document
        .getAnimations()
        .filter((one) => one.playState === "running" && Number(one.effect?.getComputedTiming().duration) > 1)
        .map((one) => ((one.effect as KeyframeEffect).target as Element).outerHTML.slice(0, 100)),
    );
    expect(moving).toEqual([]);
  }
});

test("forced colours: what only a colour or a shadow would tell has a border or a text", async ({ browser }) => {
  const page = await newPage(browser, { forcedColors: "active" });
  const ann = await Widget.open(page, server.url);
  await ann.ask("High contrast");
  // Asked until it answers: the bubble of a message that waits is replaced when the message is stored, and what is replaced has no style.
  const isBordered = (one: import("@playwright/test").Locator) =>
    expect.poll(() => one.evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth))).toBeGreaterThan(0);
  await isBordered(ann.log.locator(".bubble").first());
  const desk = await Console.open(await newPage(browser, { forcedColors: "active" }), server, agentOf(server));
  await desk.openChat(/High contrast/);
  await isBordered(desk.log.locator(".bubble").first());
});
