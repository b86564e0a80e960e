/** A whole conversation by keyboard alone, on both sides. The focus is always visible, never lost and never trapped. */

import { expect, type Locator, type Page, test } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

/** What has the focus, inside frames and shadow roots as well, is an element that one sees, with a ring around it. */
async function focusIsVisible(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!active || active === document.body) return document.hasFocus() && window.top === window ? "nothing" : "elsewhere";
      if (active instanceof HTMLIFrameElement) return "elsewhere";
      const words = active.getAttribute("aria-label") || active.textContent?.slice(0, 40) || active.tagName;
      // The ring may be drawn by what is around it, such as the box of a text field, or the label of a hidden radio button.
      for (let at: Element | null = active, up = 0; at && up < 4; at = at.parentElement, up++) {
        for (const one of [at, ...(up === 1 ? at.children : [])]) {
          const style = getComputedStyle(one);
          if ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none") return "visible";
        }
      }
      return `no ring: ${words}`;
    });
    expect(found).toMatch(/visible|elsewhere/);
  }
}

/** Presses Tab until it is there, looking at the focus after each press. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element.matches(":focus")).catch(() => false)) return;
    await page.keyboard.press(key);
    await focusIsVisible(page);
  }
  throw new Error(`${key} never comes to ${target}`);
}

test("visitor: open, write, emoji, close, rate; agent: log in, accept, reply, note, close", async ({ browser }) => {
  const agent = await newPage(browser);
  await agent.goto(`${server.url}/console/`);
  const desk = new Console(agent);
  const who = agentOf(server);
  await expect(agent.getByLabel("E-mail address")).toBeFocused();
  await agent.keyboard.type(who.email);
  await tabTo(agent, agent.getByLabel("Password", { exact: true }));
  await agent.keyboard.type(who.password);
  await agent.keyboard.press("Enter");
  await desk.isAvailable(true);
  await agent.keyboard.press("v");
  await desk.isAvailable(false);

  const page = await newPage(browser);
  await page.goto(server.url);
  const ann = new Widget(page);
  await expect(ann.launcher).toBeVisible();
  // The launcher is the last thing of the page.
  await tabTo(page, ann.launcher, "Shift+Tab");
  await page.keyboard.press("Enter");
  const address = ann.panel.getByRole("textbox", { name: "E-mail address" });
  await expect(address).toBeFocused();
  await focusIsVisible(page);
  await page.keyboard.type("ann@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type("My cat broke the vase");
  await page.keyboard.press("Enter");
  await ann.shows("My cat broke the vase");
  await expect(ann.composer).toBeFocused();

  // The agent takes it with one key, and answers.
  await agent.keyboard.press("2");
  await expect(desk.chats).toHaveCount(1);
  await agent.keyboard.press("j");
  await expect(desk.log).toBeVisible();
  await agent.keyboard.press("a");
  await expect(desk.composer).toBeFocused();
  await agent.keyboard.type("Poor vase. And the cat?");
  await agent.keyboard.press("Enter");
  await ann.shows("My cat broke the vase", "Poor vase. And the cat?");
  await agent.keyboard.press("Escape");
  await focusIsVisible(agent);
  await agent.keyboard.press("n");
  await agent.keyboard.type("Cats again");
  await agent.keyboard.press("Enter");
  await expect(desk.message("Cats again")).toBeVisible();

  // An emoji: the picker opens, arrows walk, Enter takes, Escape gives the focus back.
  await tabTo(page, ann.panel.getByRole("button", { name: "Emoji" }));
  await page.keyboard.press("Enter");
  await expect(ann.panel.getByRole("button", { name: "😀" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue("😅");
  await page.keyboard.press("Enter");
  await ann.shows("My cat broke the vase", "Poor vase. And the cat?", "😅");

  // Escape closes the panel and gives the focus to the launcher; Enter opens it again where one writes.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Open chat/ })).toBeFocused();
  await focusIsVisible(page);
  await page.keyboard.press("Enter");
  await expect(ann.composer).toBeFocused();

  // The agent closes; the visitor rates.
  await agent.keyboard.press("Escape");
  await agent.keyboard.press("e");
  await expect(agent.getByRole("dialog")).toBeVisible();
  await focusIsVisible(agent);
  await agent.keyboard.press("Enter");
  await expect(agent.getByText("This chat is closed. You can still write notes.")).toBeVisible();
  await expect.poll(() => agent.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await expect(ann.panel.getByText("How was it?")).toBeVisible();
  await tabTo(page, ann.panel.getByRole("radio").first());
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(ann.panel.getByRole("radio", { name: "Great" })).toBeChecked();
  await focusIsVisible(page);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Quick and kind");
  await tabTo(page, ann.panel.getByRole("button", { name: "Send rating" }));
  await page.keyboard.press("Enter");
  await expect(ann.panel.getByText("Thank you for your rating")).toBeFocused();
  await expect(desk.log.getByText("rated the chat 5 of 5: “Quick and kind”")).toBeVisible();
});

test("Tab walks through the panel and out of it at both ends", async ({ browser }) => {
  const page = await newPage(browser);
  const ann = await Widget.open(page, server.url);
  await ann.ask("Hello");
  await expect(ann.composer).toBeFocused();
  const walk = async (key: "Tab" | "Shift+Tab") => {
    const stops: string[] = [];
    while (stops.length < 20 && stops.at(-1) !== "outside") {
      await page.keyboard.press(key);
      await focusIsVisible(page);
      const frame = page.frames()[1];
      stops.push((await frame?.evaluate(() => (document.hasFocus() ? (document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName ?? "") : "outside"))) ?? "");
    }
    return stops;
  };
  expect(await walk("Shift+Tab")).toEqual(["Attach a file", "Messages", "Close chat", "More options", "Back to the start", "outside"]);
  await ann.composer.focus();
  expect(await walk("Tab")).toEqual(["Emoji", "Send", "outside"]);
});
