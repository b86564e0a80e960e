/** Axe finds no violation in any state of widget and console: light and dark, phone and desktop. And what a screen reader says makes sense. */

import { type Browser, type BrowserContextOptions, expect, test } from "@playwright/test";

import { isAccessible } from "../support/axe.ts";
import { adminOf, agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

const LOOKS: Record<string, BrowserContextOptions> = {
  "light, desktop": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  "dark, phone": { colorScheme: "dark", viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
  "dark, desktop": { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  "light, phone": { colorScheme: "light", viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
};

/** A small picture, so that one is in the log. */
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

async function widgetStates(browser: Browser, look: BrowserContextOptions): Promise<void> {
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  const page = await newPage(browser, look);
  await page.goto(server.url);
  const ann = new Widget(page);
  await expect(ann.launcher).toBeVisible();
  await isAccessible(page, "closed");
  await ann.show();
  await expect(ann.panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await isAccessible(page, "home");
  await ann.panel.getByRole("button", { name: "Start chat" }).click();
  await expect(ann.panel.getByText("Please fill this in.")).toBeVisible();
  await isAccessible(page, "home with an error");
  // Nobody is there any more when the question is asked: it waits.
  await desk.setAvailable(false);
  await ann.ask("Does the lamp have a dimmer? https://example.com/lamp");
  await expect(ann.panel.getByRole("heading", { name: "Waiting for an agent" })).toBeVisible();
  await isAccessible(page, "waiting");
  await desk.list("Queue");
  await desk.chats.first().click();
  await desk.accept();
  await desk.reply("It has: in the cord.");
  await ann.attach({ name: "lamp.png", mimeType: "image/png", buffer: PIXEL }, { name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n") });
  await expect(ann.panel.getByRole("button", { name: "Image lamp.png" })).toBeVisible();
  await expect(ann.panel.getByRole("button", { name: /^plan\.pdf/ })).toBeVisible();
  await desk.composer.pressSequentially("Let me");
  await expect(ann.panel.getByText("Grace Hopper is typing")).toBeAttached();
  await isAccessible(page, "talking");
  await ann.panel.getByRole("button", { name: "Emoji" }).click();
  await expect(ann.panel.getByRole("button", { name: "😀" })).toBeVisible();
  await isAccessible(page, "emoji");
  await page.keyboard.press("Escape");
  await ann.panel.getByRole("button", { name: "More options" }).click();
  await isAccessible(page, "menu");
  await ann.panel.getByRole("button", { name: "End conversation" }).click();
  await isAccessible(page, "question");
  await ann.panel.getByRole("button", { name: "End it" }).click();
  await expect(ann.panel.getByRole("radio", { name: "Good" })).toBeAttached();
  await ann.panel.getByText("Good", { exact: true }).first().click({ force: true });
  await isAccessible(page, "rating");
  await ann.rate("Good", "Fast");
  await expect(ann.panel.getByText("Thank you for your rating")).toBeVisible();
  await isAccessible(page, "rated");
  await ann.panel.getByRole("button", { name: "Back to the start" }).click();
  await isAccessible(page, "home of somebody who was here");
}

async function consoleStates(browser: Browser, look: BrowserContextOptions): Promise<void> {
  const page = await newPage(browser, look);
  const desk = new Console(page);
  const phone = look.isMobile === true;
  await page.goto(`${server.url}/console/`);
  await expect(page.getByRole("button", { name: "Log in" })).toBeVisible();
  await isAccessible(page, "log in");
  await page.getByRole("button", { name: "Log in" }).click();
  await isAccessible(page, "log in with an error");
  await desk.logIn(adminOf(server));
  await expect(page.getByText("No chats").first()).toBeVisible();
  await isAccessible(page, "empty");
  await server.call("POST", "/agents/2:set_availability", { availability_status: "AVAILABILITY_STATUS_UNAVAILABLE" });
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.panel.getByRole("textbox", { name: "E-mail address" }).fill("ann@example.com");
  await ann.panel.getByRole("textbox", { name: "Message" }).fill("The mug leaks");
  await ann.panel.getByRole("button", { name: "Leave message" }).click();
  await ann.shows("The mug leaks");
  await desk.list("Queue");
  await expect(desk.chats).toHaveCount(1);
  await isAccessible(page, "queue");
  await desk.chats.first().click();
  await expect(desk.message("The mug leaks")).toBeVisible();
  await isAccessible(page, "waiting chat");
  await desk.accept();
  await desk.reply("I am sorry to hear that.");
  await desk.note("The pottery knows");
  await ann.attach({ name: "mug.png", mimeType: "image/png", buffer: PIXEL });
  await expect(page.getByRole("button", { name: "Open image mug.png" })).toBeVisible();
  await ann.composer.pressSequentially("And");
  await expect(page.getByText(/is typing/).first()).toBeVisible();
  await isAccessible(page, "chat");
  await desk.composer.press("/");
  await expect(page.getByRole("option").first()).toBeVisible();
  await isAccessible(page, "canned replies");
  await desk.composer.fill("");
  if (phone) await page.getByRole("button", { name: "Details" }).click();
  await desk.addTag("leak");
  await isAccessible(page, "visitor");
  if (phone) await page.getByRole("button", { name: "Close details" }).click();
  await page.getByRole("button", { name: "Transfer chat" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: /Grace Hopper/ })).toBeVisible();
  await isAccessible(page, "transfer");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await isAccessible(page, "menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await isAccessible(page, "keys");
  await page.keyboard.press("Escape");
  await desk.close();
  await isAccessible(page, "closed chat");
  if (phone) await page.getByRole("button", { name: "Back to the list" }).click();
  await desk.search("mug");
  await expect(page.getByText("Everything was searched.")).toBeVisible();
  await isAccessible(page, "search");
  for (const [title, add] of [
    ["Agents", "Add agent"],
    ["Teams", "Add team"],
    ["Sites", "Add site"],
    ["API keys", "Add key"],
    ["Canned replies", "Add reply"],
  ] as const) {
    await page.getByRole("link", { name: "Admin" }).click();
    await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await isAccessible(page, title);
    await page.getByRole("button", { name: add }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await isAccessible(page, add);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("link", { name: "Sites" }).click();
  await page.getByRole("button", { name: "Edit Example shop" }).click();
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByRole("button", { name: "Add text" }).click();
  await page.getByText("Prove who your visitors are").click();
  await isAccessible(page, "site");
}

/** Each light and each size once, and with FULL=1 all of their combinations. */
const looks = Object.entries(LOOKS).filter(([name]) => process.env["FULL"] || name === "light, desktop" || name === "dark, phone");

for (const [name, look] of looks) {
  test(`axe: every state of the widget, ${name}`, async ({ browser }) => {
    test.setTimeout(180_000);
    await widgetStates(browser, look);
  });
  test(`axe: every state of the console, ${name}`, async ({ browser }) => {
    test.setTimeout(180_000);
    await consoleStates(browser, look);
  });
}

test("what a screen reader finds", async ({ browser }) => {
  const page = await newPage(browser);
  const ann = await Widget.open(page, server.url);
  await expect(ann.panel.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - text: Example shop
      - button "Close chat"
      - heading "How can we help?" [level=1]
      - list "Support":
        - listitem: Grace Hopper
      - paragraph: We are here for you
      - paragraph: Write to us and we will get back to you right here.
      - text: Message
      - textbox "Message":
        - /placeholder: Write a message
      - button "Start chat"
  `);
  await ann.ask("Is the bowl deep?");
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await expect(desk.chat(/Is the bowl deep/)).toHaveAccessibleName("Visitor now Is the bowl deep? 1 unread");
  await desk.openChat(/bowl deep/);
  await desk.reply("Deep enough for soup.");
  await expect(ann.texts).toHaveCount(2);
  await expect(ann.log).toMatchAriaSnapshot(`
    - log "Messages":
      - list:
        - listitem:
          - list:
            - listitem:
              - time: Today
            - listitem: Conversation started
            - listitem: Grace Hopper joined the conversation
            - listitem: /You, \\d+:\\d+.* Is the bowl deep\\? Read/
            - listitem: /Grace Hopper, \\d+:\\d+.* Deep enough for soup\\./
  `);
  await expect(desk.log).toMatchAriaSnapshot(`
    - region "Messages with Visitor":
      - list "Messages with Visitor":
        - listitem: Today
        - listitem:
          - paragraph:
            - text: Visitor started the chat
            - time: /\\d+:\\d+/
        - listitem:
          - paragraph:
            - text: Grace Hopper has the chat
            - time: /\\d+:\\d+/
        - listitem:
          - article "Visitor":
            - strong: Visitor
            - text: Is the bowl deep?
            - time: /\\d+:\\d+/
        - listitem:
          - article "Grace Hopper":
            - strong: You
            - text: Deep enough for soup.
            - time: /\\d+:\\d+/
            - text: Read
  `);
});

test("a new message is read out once, on both sides", async ({ browser }) => {
  const page = await newPage(browser);
  const ann = await Widget.open(page, server.url);
  await ann.ask("Hello");
  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/Hello/);
  const record = (one: typeof page) =>
    one.frames().at(-1)!.evaluate(() => {
      const heard: string[] = ((window as any).heard = []);
      for (const region of document.querySelectorAll("[aria-live=polite], [role=status], [role=alert]")) {
        new MutationObserver(() => heard.push(region.textContent ?? "")).observe(region, { childList: true, characterData: true, subtree: true });
      }
    });
  const heard = (one: typeof page, text: string) => one.frames().at(-1)!.evaluate((words) => (window as any).heard.filter((said: string) => said.includes(words)).length, text);
  await record(page);
  await record(desk.page);
  await desk.reply("Good morning");
  await ann.shows("Hello", "Good morning");
  await expect.poll(() => heard(page, "Grace Hopper: Good morning")).toBe(1);
  await ann.say("The weather is fine");
  await expect(desk.message("The weather is fine")).toBeVisible();
  await expect.poll(() => heard(desk.page, "The weather is fine")).toBe(1);
  // The same words twice are two messages, and both are heard.
  await desk.reply("Yes");
  await desk.reply("Yes");
  await expect(ann.texts).toHaveCount(5);
  await expect.poll(() => heard(page, "Grace Hopper: Yes")).toBe(2);
});
