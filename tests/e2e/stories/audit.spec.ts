/** An administrator looks into the audit log, has it checked, takes it out, and erases a visitor's data; the log stays whole. */

import { readFileSync } from "node:fs";

import type { Locator, Page } from "@playwright/test";

import { isAccessible } from "../support/axe.ts";
import { adminOf, agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

/** Opens the page by the menus. */
async function auditLog(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
}

/** Has new records shown until there is one like this: they are written a moment after what they tell of. */
async function recorded(page: Page, row: Locator): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: /Look for new records|new records?$/ }).click();
    await expect(row.first()).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function verify(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("heading", { name: /records are intact\.$/ })).toBeVisible();
}

test("what happens in a chat is recorded, checked and taken out; a visitor's data is erased, and the log stays whole", async ({ browser, server }) => {
  const ann = await Widget.open(await newPage(browser), server.url);
  await ann.ask("My address is 12 Kiln Lane");
  const grace = await Console.open(await newPage(browser), server, agentOf(server));
  await grace.openChat(/Kiln Lane/);
  await grace.reply("Thank you, I have noted it.");
  await grace.note("She moved in May.");

  const desk = await Console.open(await newPage(browser), server, adminOf(server));
  const { page } = desk;
  await auditLog(page);
  const said = page.getByRole("row", { name: /Message My address is 12 Kiln Lane/ });
  await recorded(page, page.getByRole("row", { name: /Note She moved in May\./ }));
  await expect(said).toContainText("Visitor");
  await expect(page.getByRole("row", { name: /Grace Hopper Message Thank you, I have noted it\./ })).toBeVisible();
  await isAccessible(page, "the audit log");

  // All that a record holds is below it.
  const details = said.getByRole("button", { name: /^Details of record \d+$/ });
  await details.press("Enter");
  await expect(details).toHaveAttribute("aria-expanded", "true");
  const commitment = page.locator("dl").filter({ hasText: "Commitment" });
  await expect(commitment).toContainText("127.0.0.1");
  await expect(commitment).toContainText(/[0-9a-f]{64}/);
  await isAccessible(page, "a record with its details");
  const proof = await commitment.getByText(/^[0-9a-f]{64}$/).first().textContent();

  // Only one chat, and in the address too.
  const session = Number((await said.getByRole("link").textContent())?.replace(/\D/g, ""));
  await page.getByLabel("Chat", { exact: true }).fill(String(session));
  await expect(page).toHaveURL(new RegExp(`chat=${session}`));
  await page.getByLabel("What").selectOption({ label: "Message" });
  await expect(page.locator("tbody tr.record")).toHaveCount(2);
  await page.reload();
  await expect(page.locator("tbody tr.record")).toHaveCount(2);
  await page.getByLabel("Who").selectOption({ label: "Not logged in" });
  await expect(page.getByRole("heading", { name: "Nothing fits these filters" })).toBeVisible();
  await isAccessible(page, "nothing fits the filters");
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(said).toBeVisible();

  await verify(page);
  await isAccessible(page, "a log that is intact");

  await page.getByLabel("Chat", { exact: true }).fill(String(session));
  await expect(page).toHaveURL(/chat=/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export these" }).click()]);
  expect(file.suggestedFilename()).toMatch(new RegExp(`^audit-chat-${session}-.*\\.jsonl$`));
  const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  expect(lines.map((record) => record.seq)).toEqual(lines.map((_, i) => i + 1));
  expect(lines.find((record) => record.commitment === proof).content.text).toBe("My address is 12 Kiln Lane");

  // The visitor wants to be forgotten.
  await page.getByRole("link", { name: "Chats" }).click();
  await desk.list("All open");
  await desk.chat(/Grace Hopper/).first().click();
  await page.goto(`${server.url}/console/#/chats/${session}`);
  await expect(desk.message("Kiln Lane")).toBeVisible();
  await desk.visitor.getByRole("button", { name: "Erase this visitor's data" }).click();
  const dialog = page.getByRole("dialog", { name: /^Erase all data of/ });
  await expect(dialog.getByRole("button", { name: "Erase for good" })).toBeDisabled();
  await isAccessible(page, "before something is erased");
  await dialog.getByRole("textbox").fill("erase");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog).toBeHidden();
  await expect(desk.log.getByRole("article").first()).toContainText("This message was erased.");
  await expect(desk.log.getByText("Kiln Lane")).toHaveCount(0);
  await expect(desk.visitor.getByText(/^All data was erased on/)).toBeVisible();
  await isAccessible(page, "a chat that was erased");
  // Who had the chat open does not go on reading it.
  await expect(grace.log.getByText("Kiln Lane")).toHaveCount(0);
  await expect(grace.log.getByText("This message was erased.").first()).toBeVisible();
  // Nobody knows her any more, her own browser neither.
  await ann.page.reload();
  await ann.show();
  await expect(ann.panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await expect(ann.panel.getByText("Your conversations")).toHaveCount(0);

  await desk.visitor.getByRole("link", { name: "What is recorded of this chat" }).click();
  const erased = page.getByRole("row", { name: /Message Erased/ });
  await expect(erased).toHaveCount(2);
  await expect(page.getByText("Kiln Lane")).toHaveCount(0);
  await erased.last().getByRole("button", { name: /^Details/ }).click();
  await expect(page.getByText("It was erased with the visitor's data. The commitment stays.")).toBeVisible();
  await expect(page.getByText(proof ?? "", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Clear filters" }).click();
  await recorded(page, page.getByRole("row", { name: /Katherine Johnson Visitor's data erased/ }));
  await verify(page);
});

test("only administrators see the log and may erase", async ({ browser, server }) => {
  const { page } = await Console.open(await newPage(browser), server, agentOf(server));
  await page.goto(`${server.url}/console/#/admin/audit`);
  await expect(page.getByText("This is for administrators")).toBeVisible();
  await page.goto(`${server.url}/console/#/chats/123`);
  const grace = new Console(page);
  await expect(grace.visitor.getByText("Known since")).toBeVisible();
  await expect(grace.visitor.getByRole("button", { name: /Erase/ })).toHaveCount(0);
  const { token } = await server.call("POST", "/agent_tokens", { email: server.demo.agent_email, password: server.demo.agent_password });
  for (const [method, path] of [
    ["GET", "/audit_records"],
    ["GET", "/audit_status"],
    ["GET", "/audit_records:verify"],
    ["GET", "/audit_records:export"],
    ["POST", "/users/1:erase"],
  ] as const) {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token.token}`, "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});
