/** An administrator sets the service up: agents, teams, sites, keys, canned replies. */

import { expect, test } from "@playwright/test";

import { adminOf, agentOf, Console } from "../support/console.ts";
import { Host } from "../support/host.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(() => server.close());

async function admin(browser: import("@playwright/test").Browser, page: string): Promise<Console> {
  const desk = await Console.open(await newPage(browser), server, adminOf(server));
  await desk.page.getByRole("link", { name: "Admin" }).click();
  await desk.page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: page }).click();
  return desk;
}

test("a new agent logs in, and is in a new team", async ({ browser }) => {
  const { page } = await admin(browser, "Agents");
  await page.getByRole("button", { name: "Add agent" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Bob Kahn");
  await form.getByLabel("E-mail address").fill("agent@example.com");
  await form.getByLabel("Password").fill("short");
  await form.getByRole("button", { name: "Create" }).click();
  // What is wrong stands at its field, which has the focus.
  await expect(form.getByLabel("Password")).toHaveAccessibleDescription(/12/);
  await expect(form.getByLabel("Password")).toBeFocused();
  await form.getByLabel("Password").fill("long enough for this");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByText("Another agent has this e-mail address.")).toBeVisible();
  await form.getByLabel("E-mail address").fill("bob@example.com");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("row", { name: /Bob Kahn/ })).toBeVisible();

  await page.getByRole("link", { name: "Teams" }).click();
  await page.getByRole("button", { name: "Add team" }).click();
  await form.getByLabel("Name").fill("Pottery");
  await form.getByLabel("Bob Kahn").check();
  await form.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("row", { name: /Pottery.*Bob Kahn/ })).toBeVisible();

  const bob = await Console.open(await newPage(browser), server, { name: "Bob Kahn", email: "bob@example.com", password: "long enough for this" });
  // A plain agent has no administration, not even by its address.
  await expect(bob.page.getByRole("link", { name: "Admin" })).toHaveCount(0);
  await bob.page.goto(`${server.url}/console/#/admin/sites`);
  await expect(bob.page.getByText("This is for administrators")).toBeVisible();
});

test("a new site: its secret once, its snippet, its colour, texts and questions", async ({ browser }) => {
  const { page } = await admin(browser, "Sites");
  await page.getByRole("button", { name: "Add site" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("The pottery");
  await form.getByLabel("Allowed origins").fill("localhost");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByLabel("Allowed origins")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Allowed origins").fill("http://localhost:*");
  await form.getByRole("button", { name: "Create" }).click();
  const host = await Host.start({ body: "" });
  await form.getByLabel("Allowed origins").fill(host.url);
  await host.close();
  await form.getByRole("button", { name: "Create" }).click();
  const secret = page.getByRole("dialog", { name: "The secret of The pottery" });
  const words = (await secret.locator("pre").textContent()) ?? "";
  expect(words.length).toBeGreaterThan(20);
  await secret.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(words)).toHaveCount(0);

  await page.getByLabel("Accent colour", { exact: true }).fill("red");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Accent colour", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Accent colour", { exact: true }).fill("#b3261e");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByRole("button", { name: "Add field" }).click();
  const second = page.getByRole("group", { name: "Field 2" });
  await second.getByLabel("Label").fill("Order number");
  await second.getByLabel("Required").check();
  await page.getByRole("button", { name: "Add text" }).click();
  const text = page.getByRole("group", { name: "Text 1" });
  await text.getByLabel("Name").fill("greeting");
  await text.getByLabel("Text", { exact: true }).fill("What may we make for you?");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();

  const snippet = (await page.locator("pre").filter({ hasText: "<script" }).first().textContent()) ?? "";
  const pottery = await Host.start({ body: `<main><h1>The pottery</h1></main>${snippet}` });
  await server.call("PATCH", "/sites/2?update_mask=allowed_origins", { allowed_origins: [pottery.url] });
  try {
    const ann = await Widget.open(await newPage(browser), pottery.url);
    await expect(ann.panel.getByRole("heading", { name: "What may we make for you?" })).toBeVisible();
    await expect(ann.panel.getByText("The pottery")).toBeVisible();
    await expect(ann.launcher.last()).toHaveCSS("background-color", "rgb(179, 38, 30)");
    await ann.panel.getByRole("textbox", { name: "Name" }).fill("Ann");
    await ann.panel.getByRole("textbox", { name: "Message" }).fill("A bowl, please");
    await ann.panel.getByRole("button", { name: "Start chat" }).click();
    await expect(ann.panel.getByRole("textbox", { name: "Order number" })).toHaveAccessibleDescription("Please fill this in.");
    await ann.panel.getByRole("textbox", { name: "Order number" }).fill("4711");
    await ann.panel.getByRole("button", { name: "Start chat" }).click();
    await ann.shows("A bowl, please");
    const desk = await Console.open(await newPage(browser), server, agentOf(server));
    await desk.openChat(/Ann/);
    await expect(desk.visitor.getByText("4711")).toBeVisible();
  } finally {
    await pottery.close();
  }
});

test("an API key works until it is revoked", async ({ browser }) => {
  const { page } = await admin(browser, "API keys");
  await page.getByRole("button", { name: "Add key" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Name").fill("The shop's back end");
  await form.getByRole("button", { name: "Create" }).click();
  const key = (await page.getByRole("dialog", { name: "The new API key" }).locator("pre").textContent()) ?? "";
  await page.getByRole("button", { name: "I have kept it" }).click();
  expect(await server.call("GET", "/chat_sessions/123", undefined, key)).toBeTruthy();
  await page.getByRole("button", { name: "Revoke The shop's back end" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: /The shop's back end.*Revoked/ })).toBeVisible();
  await expect.poll(() => server.call("GET", "/chat_sessions/123", undefined, key).catch((error) => `${error}`)).toContain("UNAUTHENTICATED");
});

test("a canned reply is written, used, and deleted", async ({ browser }) => {
  const { page } = await admin(browser, "Canned replies");
  await page.getByRole("button", { name: "Add reply" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Shortcut").fill("Not A Shortcut");
  await form.getByLabel("Text", { exact: true }).fill("Glazes are food safe, {{visitor}}.");
  await expect(form.getByText("Glazes are food safe, Ada Lovelace.")).toBeVisible();
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByLabel("Shortcut")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Shortcut").fill("glaze");
  await form.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("row", { name: /\/glaze/ })).toBeVisible();

  const desk = await Console.open(await newPage(browser), server, agentOf(server));
  await desk.openChat(/Ada Lovelace/);
  await desk.composer.pressSequentially("/gla");
  await desk.composer.press("Enter");
  await expect(desk.composer).toHaveValue("Glazes are food safe, Ada Lovelace.");

  await page.getByRole("button", { name: "Delete /glaze" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("row", { name: /\/glaze/ })).toHaveCount(0);
});
