/** Pictures of every state of the widget, the console and the demo page. The handful that the README shows is kept; the rest is to be looked at. */

import { mkdirSync } from "node:fs";

import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";

import { adminOf, agentOf, Console, hire } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

const ALL = "../../target/e2e/screenshots";
const KEPT = "../../docs/screenshots";
/** What the README shows, by the name among all pictures. */
const README: Record<string, string> = {
  "widget-talk-1440-light": "widget",
  "widget-talk-390-dark": "widget-phone-dark",
  "console-chat-1440-light": "console",
  "console-chat-1440-dark": "console-dark",
  "admin-site-1440-light": "admin-site",
  "audit-intact-1440-light": "audit",
};

let server: Server;
test.beforeAll(() => {
  mkdirSync(ALL, { recursive: true });
  mkdirSync(KEPT, { recursive: true });
});
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

/** A screen, and what names its pictures. */
interface Screen {
  readonly name: string;
  readonly phone: boolean;
  readonly options: BrowserContextOptions;
}

const SCREENS: Screen[] = (["light", "dark"] as const).flatMap((colorScheme) => [
  { name: `1440-${colorScheme}`, phone: false, options: { colorScheme, viewport: { width: 1440, height: 900 } } },
  { name: `390-${colorScheme}`, phone: true, options: { colorScheme, viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true } },
]);

async function shoot(page: Page, state: string, screen: Screen): Promise<void> {
  const name = `${state}-${screen.name}`;
  // What was just said of itself goes first.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${ALL}/${name}.png`, animations: "disabled", caret: "hide" });
  const kept = README[name];
  if (kept !== undefined) await page.screenshot({ path: `${KEPT}/${kept}.png`, animations: "disabled", caret: "hide" });
}

/** A drawing of a lamp's cord with its dimmer, made in the browser as a phone would make a photograph. */
async function photograph(browser: Browser): Promise<Buffer> {
  const page = await newPage(browser, { viewport: { width: 640, height: 420 } });
  await page.setContent(`<body style="margin:0;background:#e6d6bd"><svg viewBox="0 0 640 420" width="640" height="420">
    <path d="M-10 300 C 160 240 220 380 330 250 S 520 120 660 170" fill="none" stroke="#5b4a3a" stroke-width="12"/>
    <g transform="rotate(-38 330 250)"><rect x="270" y="216" width="120" height="68" rx="34" fill="#fbf8f2" stroke="#c9b79c" stroke-width="3"/>
    <circle cx="330" cy="250" r="20" fill="#e6d9c3" stroke="#b9a483" stroke-width="3"/></g></svg></body>`);
  const picture = await page.screenshot({ type: "jpeg", quality: 80 });
  await page.context().close();
  return picture;
}

/** A visitor whom the shop has told the chat about. */
async function visitor(browser: Browser, options: BrowserContextOptions, name: string): Promise<Widget> {
  const page = await newPage(browser, options);
  await page.goto(server.url);
  const email = `${name.split(" ")[0]?.toLowerCase()}@example.com`;
  await page.evaluate((who) => (window as any).supportchat("update", who), { name, email, attributes: { order: "2041", basket: "€ 129" } });
  return new Widget(page);
}

const TALK = [
  ["visitor", "Hi! Does the Evening lamp come with a dimmer?"],
  ["agent", "Hello Maya, yes: it is in the cord, about an arm's length from the lamp."],
  ["visitor", "Lovely. And would it be here by Friday?"],
  ["agent", "Ordered today it leaves tomorrow, so Thursday is realistic. You can follow it at https://example.com/track"],
  ["visitor", "Perfect, thank you!"],
] as const;

async function talk(maya: Widget, desk: Console, picture: Buffer): Promise<void> {
  let said = 1;
  for (const [who, text] of TALK.slice(1)) {
    if (who === "visitor") await maya.say(text);
    else await desk.reply(text);
    await expect(maya.texts).toHaveCount(++said);
    await expect(desk.message(text)).toBeVisible();
    if (said === 3) {
      await maya.attach({ name: "dimmer.jpg", mimeType: "image/jpeg", buffer: picture });
      await expect(desk.page.getByRole("button", { name: "Open image dimmer.jpg" }).locator("img")).toBeVisible();
    }
  }
}

/** A proto message of numbers, texts and messages, by the numbers of its fields. */
function encoded(fields: Record<number, number | string | Buffer>): Buffer {
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
  const pieces = Object.entries(fields).map(([number, value]) => {
    if (typeof value === "number") return Buffer.from([...varint(Number(number) * 8), ...varint(value)]);
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([...varint(Number(number) * 8 + 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(pieces);
}

/** Has the next checks of the audit log say this: a log that is long, or wrong, is not made in a moment. `ends`: whether they come to an end. */
async function checksSay(page: Page, frames: readonly Buffer[], ends: boolean): Promise<void> {
  const framed = (flag: number, bytes: Buffer) => Buffer.concat([Buffer.from([flag, 0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  const body = Buffer.concat([...frames.map((frame) => framed(0, frame)), ...(ends ? [framed(128, Buffer.from("grpc-status: 0\r\n"))] : [])]);
  await page.evaluate(
    ([body, ends]) => {
      const real = ((window as any).realFetch ??= window.fetch);
      window.fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
        if (!String(url).endsWith("/VerifyAuditLog")) return real(url, init);
        const bytes = Uint8Array.from(atob(body as string), (letter) => letter.charCodeAt(0));
        const stream = new ReadableStream({ start: (out) => (out.enqueue(bytes), ends && out.close()) });
        return new Response(stream, { headers: { "Content-Type": "application/grpc-web+proto" } });
      };
    },
    [body.toString("base64"), ends] as const,
  );
}

for (const screen of SCREENS) {
  test(`the audit log, ${screen.name}`, async ({ browser }) => {
    const maya = await visitor(browser, {}, "Maya Lindqvist");
    await maya.show();
    await maya.ask(TALK[0][1]);
    const grace = await Console.open(await newPage(browser), server, agentOf(server));
    await grace.openChat(/Maya/);
    await grace.reply(TALK[1][1]);
    await maya.shows(TALK[0][1], TALK[1][1]);
    await maya.attach({ name: "dimmer.jpg", mimeType: "image/jpeg", buffer: await photograph(browser) });
    await grace.note("Regular customer: free delivery, as in March.");
    await server.call("POST", "/teams", { name: "Returns", agent_ids: [2] });
    await server.call("POST", "/api_keys", { name: "The shop's back end", role: "API_KEY_ROLE_SERVICE" });
    await server.call("GET", "/agents", undefined, "wrong").catch(() => {});
    const desk = await Console.open(await newPage(browser, screen.options), server, adminOf(server));
    const { page } = desk;
    await page.goto(`${server.url}/console/#/admin/audit`);
    await expect(page.locator("tr.record").first()).toBeVisible();
    await page.waitForTimeout(1500);
    await page.reload();
    await expect(page.getByRole("row", { name: /API key made/ }).first()).toBeVisible();
    await shoot(page, "audit", screen);
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByRole("heading", { name: /intact/ })).toBeVisible();
    await page.getByRole("row", { name: /Message Hello Maya/ }).getByRole("button").click();
    await shoot(page, "audit-intact", screen);
    await page.locator("tr.detail").scrollIntoViewIfNeeded();
    await shoot(page, "audit-details", screen);
    await page.evaluate(() => document.querySelector("#main")?.scrollTo(0, 0));
    await checksSay(page, [encoded({ 1: encoded({ 1: 34_816, 2: 128_402 }) })], false);
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByText(/Checking … 34,816/)).toBeVisible();
    await shoot(page, "audit-checking", screen);
    await page.getByRole("button", { name: "Stop" }).click();
    const findings = [
      encoded({ 1: 4711, 2: 1, 3: "record 4711 is not what was written: its hash does not follow from it and the one before" }),
      encoded({ 1: 5020, 2: 2, 3: "records 5020 to 5023 are missing" }),
      encoded({ 1: 128_403, 2: 4, 3: "the log ends with record 128402, but at 2026-11-23T09:31:05Z its end was signed as record 128410: records 128403 to 128410 were cut off" }),
    ].map((finding) => encoded({ 2: finding }));
    await checksSay(page, [...findings, encoded({ 3: encoded({ 1: 128_402, 2: 48, 3: 3, 5: 128_402 }) })], true);
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByRole("heading", { name: "3 things are wrong" })).toBeVisible();
    await shoot(page, "audit-wrong", screen);
    await page.getByRole("button", { name: "Dismiss" }).click();
    if (screen.phone) await page.getByRole("button", { name: "Filters", exact: true }).click();
    await page.getByLabel("What").selectOption("message.");
    await page.getByLabel("Who").selectOption({ label: "Grace Hopper" });
    await expect(page.locator("tr.record")).toHaveCount(2);
    await shoot(page, "audit-filtered", screen);
    await page.getByLabel("Who").selectOption("nobody");
    await expect(page.getByRole("heading", { name: "Nothing fits these filters" })).toBeVisible();
    await shoot(page, "audit-nothing", screen);

    await page.goto(`${server.url}/console/#/chats?list=open`);
    await desk.openChat(/Maya/);
    if (screen.phone) await page.getByRole("button", { name: "Details" }).click();
    await desk.visitor.getByRole("button", { name: /^Erase/ }).scrollIntoViewIfNeeded();
    await shoot(page, "erase-visitor", screen);
    await desk.visitor.getByRole("button", { name: /^Erase/ }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("erase");
    await shoot(page, "erase-dialog", screen);
    await page.getByRole("dialog").getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByText(/^All data was erased on/)).toBeVisible();
    if (screen.phone) await page.getByRole("button", { name: "Close details" }).click();
    await expect(desk.log.getByText("This message was erased.").first()).toBeVisible();
    await shoot(page, "erase-done", screen);
    await page.goto(`${server.url}/console/#/admin/audit?action=message.`);
    await expect(page.getByRole("row", { name: /Erased/ }).first()).toBeVisible();
    await shoot(page, "audit-erased", screen);
    await server.kill();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("heading", { name: "This could not be loaded" })).toBeVisible();
    await shoot(page, "audit-error", screen);
  });

  test(`the widget, ${screen.name}`, async ({ browser }) => {
    const picture = await photograph(browser);
    const desk = await Console.open(await newPage(browser), server, agentOf(server));
    const maya = await visitor(browser, screen.options, "Maya Lindqvist");
    const { page, panel } = maya;
    await expect(maya.launcher).toBeVisible();
    await shoot(page, "demo", screen);
    await maya.show();
    await expect(panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
    await expect(panel.getByText("We are here for you")).toBeVisible();
    await shoot(page, "widget-home", screen);
    await panel.getByRole("button", { name: "Start chat" }).click();
    await expect(panel.getByText("Please fill this in.")).toBeVisible();
    await shoot(page, "widget-home-error", screen);
    await desk.setAvailable(false);
    await maya.ask(TALK[0][1]);
    await expect(panel.getByText("You are next in line")).toBeVisible();
    await shoot(page, "widget-waiting", screen);
    await desk.list("Queue");
    await desk.chats.first().click();
    await desk.accept();
    await desk.setAvailable(true);
    await talk(maya, desk, picture);
    await desk.composer.pressSequentially("You are wel");
    await expect(panel.getByText("Grace Hopper is typing")).toBeAttached();
    await expect(panel.getByText("Read", { exact: true }).last()).toBeVisible();
    await shoot(page, "widget-talk", screen);
    await panel.getByRole("button", { name: "Emoji" }).click();
    await expect(panel.getByRole("button", { name: "😀" })).toBeVisible();
    await shoot(page, "widget-emoji", screen);
    await page.keyboard.press("Escape");
    await panel.getByRole("button", { name: "More options" }).click();
    await shoot(page, "widget-menu", screen);
    await page.keyboard.press("Escape");
    await panel.getByRole("button", { name: "Close chat" }).click();
    await desk.composer.fill("You are welcome. Anything else?");
    await desk.composer.press("Enter");
    await expect(page.getByRole("button", { name: "Open chat, 1 unread message" })).toBeVisible();
    await shoot(page, "widget-unread", screen);
    await maya.show();
    await server.kill();
    await expect(maya.banner).toBeVisible();
    await maya.say("No, thank you!");
    await expect(maya.row("No, thank you!")).toContainText("Not sent yet");
    await shoot(page, "widget-line-down", screen);
    await server.restart();
    await expect(maya.banner).toBeHidden({ timeout: 40_000 });
    await expect(desk.message("No, thank you!")).toBeVisible({ timeout: 40_000 });
    await panel.getByRole("button", { name: "More options" }).click();
    await panel.getByRole("button", { name: "End conversation" }).click();
    await shoot(page, "widget-end", screen);
    await panel.getByRole("button", { name: "End it" }).click();
    await expect(panel.getByText("How was it?")).toBeVisible();
    await panel.getByRole("radio", { name: "Great" }).check({ force: true });
    await panel.getByRole("textbox", { name: "What should we know?" }).fill("Quick and kind, thank you.");
    await shoot(page, "widget-rating", screen);
    await panel.getByRole("button", { name: "Send rating" }).click();
    await expect(panel.getByText("Thank you for your rating")).toBeVisible();
    await shoot(page, "widget-rated", screen);
    await panel.getByRole("button", { name: "New conversation" }).click();
    await expect(panel.getByRole("heading", { name: "Your conversations" })).toBeVisible();
    await shoot(page, "widget-conversations", screen);
  });

  test(`nobody there, a form, and Arabic, ${screen.name}`, async ({ browser }) => {
    await server.call("POST", "/agents/2:set_availability", { availability_status: "AVAILABILITY_STATUS_UNAVAILABLE" });
    const fields = [{ kind: "PRE_CHAT_FIELD_KIND_NAME" }, { kind: "PRE_CHAT_FIELD_KIND_TEXT", label: "Order number", required: true }];
    await server.call("PATCH", "/sites/1?update_mask=widget", { widget: { pre_chat_fields: fields, accent_color: "#7a3e9d" } });
    const page = await newPage(browser, screen.options);
    const maya = await Widget.open(page, server.url);
    await expect(maya.panel.getByText("Nobody is here right now")).toBeVisible();
    await shoot(page, "widget-away", screen);
    await page.context().close();
    await server.call("POST", "/agents/2:set_availability", { availability_status: "AVAILABILITY_STATUS_AVAILABLE" });
    const layla = await newPage(browser, screen.options);
    await layla.goto(server.url);
    await layla.evaluate(() => (window as any).supportchat("update", { locale: "ar", name: "Layla", email: "layla@example.com" }));
    await layla.getByRole("button", { name: "فتح الدردشة" }).click();
    const panel = layla.frameLocator("iframe");
    await expect(panel.locator("html")).toHaveAttribute("dir", "rtl");
    await panel.getByRole("textbox").first().fill("2041");
    await panel.getByRole("textbox").last().fill("مرحبا، متى يصل طلبي؟");
    await panel.getByRole("textbox").last().press("Enter");
    const desk = await Console.open(await newPage(browser), server, agentOf(server));
    await desk.openChat(/متى/);
    await desk.reply("أهلا ليلى، يصل يوم الخميس.");
    await expect(panel.getByRole("log").locator(".text")).toHaveCount(2);
    await shoot(layla, "widget-arabic", screen);
  });

  test(`the console, ${screen.name}`, async ({ browser }) => {
    const picture = await photograph(browser);
    const page = await newPage(browser, screen.options);
    const desk = new Console(page);
    await page.goto(`${server.url}/console/`);
    await expect(page.getByRole("button", { name: "Log in" })).toBeVisible();
    await shoot(page, "console-login", screen);
    const bob = await hire(server, "Bob Kahn");
    await hire(server, "Mary Jackson");
    const kahn = await Console.open(await newPage(browser), server, bob);
    await desk.logIn(agentOf(server));
    await server.call("POST", "/chat_sessions/123:close", {});
    await expect(page.getByText("All is calm.").or(page.getByText("No chats")).first()).toBeVisible();
    await shoot(page, "console-empty", screen);
    const maya = await visitor(browser, {}, "Maya Lindqvist");
    await maya.show();
    await maya.ask(TALK[0][1]);
    await expect(desk.chat(/Maya Lindqvist/)).toBeVisible();
    const noor = await visitor(browser, {}, "Noor Haddad");
    await noor.show();
    await noor.ask("The vase arrived with a chip at the rim.");
    await expect(desk.chat(/Noor Haddad/)).toBeVisible();
    const tomas = await visitor(browser, {}, "Tomás Rivera");
    await tomas.show();
    await tomas.ask("Can I still change the address of order 2038?");
    await expect(desk.chat(/Tomás Rivera/)).toBeVisible();
    await desk.setAvailable(false);
    for (const [name, text] of [
      ["Aiko Tanaka", "Do you ship to Japan?"],
      ["Elif Demir", "My discount code does not work."],
    ] as const) {
      const one = await visitor(browser, {}, name);
      await one.page.reload();
      await one.page.evaluate((who) => (window as any).supportchat("update", who), { name, email: "shop@example.com" });
      await one.show();
      await one.panel.getByRole("textbox", { name: "Message" }).fill(text);
      await one.panel.getByRole("button", { name: /Leave message|Start chat/ }).click();
      await one.shows(text);
    }
    await desk.list("Queue");
    await expect(desk.chats).toHaveCount(2);
    await desk.chat(/Aiko|Elif/).first().click();
    await expect(page.getByRole("button", { name: "Accept chat" })).toBeVisible();
    await shoot(page, "console-queue", screen);
    if (screen.phone) {
      await page.getByRole("button", { name: "Back to the list" }).click();
      await shoot(page, "console-queue-list", screen);
    }
    await desk.setAvailable(true);
    await desk.list("My chats");
    await desk.openChat(/Maya Lindqvist/);
    await talk(maya, desk, picture);
    await desk.note("Regular customer: free delivery, as in March.");
    await kahn.page.close();
    await maya.composer.pressSequentially("One more th");
    await expect(page.getByText(/Maya Lindqvist is typing/)).toBeVisible();
    if (screen.phone) await page.getByRole("button", { name: "Details" }).click();
    await desk.addTag("delivery");
    await desk.addTag("lamp");
    if (screen.phone) {
      await shoot(page, "console-visitor", screen);
      await page.getByRole("button", { name: "Close details" }).click();
    }
    await maya.composer.pressSequentially("ing");
    await expect(page.getByRole("region", { name: "Notices" }).locator(".toast")).toHaveCount(0);
    await expect(page.getByText(/Maya Lindqvist is typing/)).toBeVisible();
    await shoot(page, "console-chat", screen);
    await desk.composer.press("/");
    await expect(page.getByRole("option").first()).toBeVisible();
    await shoot(page, "console-canned", screen);
    await desk.composer.fill("");
    await page.getByRole("button", { name: "Transfer chat" }).click();
    await expect(page.getByRole("dialog").getByRole("button", { name: /Mary Jackson/ })).toBeVisible();
    await shoot(page, "console-transfer", screen);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Menu of/ }).click();
    await shoot(page, "console-menu", screen);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await shoot(page, "console-keys", screen);
    await page.keyboard.press("Escape");
    await page.getByRole("toolbar", { name: "Actions" }).getByRole("button", { name: "Close chat" }).click();
    await shoot(page, "console-close", screen);
    await page.getByRole("dialog").getByRole("button", { name: "Close chat" }).click();
    await maya.rate("Great", "Quick and kind, thank you.");
    await expect(desk.log.getByText("rated the chat 5 of 5")).toBeVisible();
    await shoot(page, "console-closed", screen);
    if (screen.phone) await page.getByRole("button", { name: "Back to the list" }).click();
    await desk.search("lamp");
    await expect(page.getByText("Everything was searched.")).toBeVisible();
    await shoot(page, "console-search", screen);
  });

  test(`the administration, ${screen.name}`, async ({ browser }) => {
    for (const name of ["Bob Kahn", "Mary Jackson", "Annie Easley"]) await hire(server, name);
    const { agents } = await server.call("GET", "/agents");
    await server.call("POST", "/teams", { name: "Returns", agent_ids: agents.slice(1, 4).map(({ id }: { id: number }) => id) });
    const site = {
      name: "The pottery",
      allowed_origins: ["https://pottery.example.com", "https://*.pottery.example.com"],
      reopen_window_seconds: 86_400,
      widget: {
        accent_color: "#b3541e",
        pre_chat_fields: [{ kind: "PRE_CHAT_FIELD_KIND_NAME", required: true }, { kind: "PRE_CHAT_FIELD_KIND_TEXT", label: "Order number" }],
        texts: [{ locale: "", key: "greeting", text: "What may we make for you?" }],
      },
    };
    await server.call("POST", "/sites", site);
    await server.call("POST", "/api_keys", { name: "The shop's back end", role: "API_KEY_ROLE_SERVICE" });
    const desk = await Console.open(await newPage(browser, screen.options), server, adminOf(server));
    const { page } = desk;
    await page.getByRole("link", { name: "Admin" }).click();
    for (const [title, add, name] of [
      ["Agents", "Add agent", "agents"],
      ["Teams", "Add team", "teams"],
      ["Sites", "Add site", "sites"],
      ["API keys", "Add key", "keys"],
      ["Canned replies", "Add reply", "replies"],
    ] as const) {
      await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: title }).click();
      await expect(page.getByRole("row").nth(1)).toBeVisible();
      await shoot(page, `admin-${name}`, screen);
      await page.getByRole("button", { name: add }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
      await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
      await shoot(page, `admin-${name}-error`, screen);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Sites" }).click();
    await page.getByRole("button", { name: "Edit The pottery" }).click();
    await expect(page.getByRole("heading", { name: "The pottery" })).toBeVisible();
    await shoot(page, "admin-site", screen);
    await page.getByRole("button", { name: "Add text" }).scrollIntoViewIfNeeded();
    await shoot(page, "admin-site-below", screen);
  });
}
