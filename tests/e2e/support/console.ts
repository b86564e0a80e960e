/** An agent: a page with the console, used by role, label and visible text as a person would. */

import { expect, type Locator, type Page } from "@playwright/test";

import type { Server } from "./server.ts";

export interface Login {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Who the demo knows. */
export function agentOf({ demo }: Server): Login {
  return { name: "Grace Hopper", email: demo.agent_email, password: demo.agent_password };
}

export function adminOf({ demo }: Server): Login {
  return { name: "Katherine Johnson", email: demo.admin_email, password: demo.admin_password };
}

/** One more agent, away until they say otherwise. */
export async function hire(server: Server, name: string, capacity = 5): Promise<Login & { readonly id: number }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const password = "a password for this story";
  const agent = await server.call("POST", "/agents", { name, email, password, role: "AGENT_ROLE_AGENT", capacity });
  return { id: Number(agent.id), name, email, password };
}

export class Console {
  readonly page: Page;
  /** Pages of lists on the left. */
  readonly lists: Locator;
  /** The chats of the list that is shown. */
  readonly chats: Locator;
  /** The messages of the chat that is open, days and events among them. */
  readonly log: Locator;
  /** Where a reply is written. */
  readonly composer: Locator;
  readonly noteField: Locator;
  /** What is known of the visitor. */
  readonly visitor: Locator;
  readonly available: Locator;

  constructor(page: Page) {
    this.page = page;
    this.lists = page.getByRole("group", { name: "Lists" });
    this.chats = page.getByRole("navigation", { name: "Chats" }).getByRole("link");
    this.log = page.getByRole("region", { name: /^Messages with / });
    this.composer = page.getByRole("textbox", { name: /^Reply to / });
    this.noteField = page.getByRole("textbox", { name: "Internal note" });
    this.visitor = page.getByRole("complementary", { name: "About the visitor" });
    this.available = page.getByRole("button", { name: /^(Available|Away)\. Press/ });
  }

  /** Opens the console and logs in. */
  static async open(page: Page, server: Server, who: Login): Promise<Console> {
    await page.goto(`${server.url}/console/`);
    const desk = new Console(page);
    await desk.logIn(who);
    return desk;
  }

  async logIn(who: Login): Promise<void> {
    await this.page.getByLabel("E-mail address").fill(who.email);
    await this.page.getByLabel("Password", { exact: true }).fill(who.password);
    await this.page.getByRole("button", { name: "Log in" }).click();
    await expect(this.available).toBeVisible();
  }

  async setAvailable(available: boolean): Promise<void> {
    await expect(this.available).toBeVisible();
    if ((await this.available.textContent())?.trim() !== (available ? "Available" : "Away")) await this.available.click();
    await this.isAvailable(available);
  }

  async isAvailable(available: boolean): Promise<void> {
    await expect(this.available).toHaveText(available ? "Available" : "Away");
  }

  async list(name: "My chats" | "Queue" | "All open" | "Closed"): Promise<void> {
    await this.lists.getByRole("button", { name }).click();
  }

  /** A chat in the list that is shown: its name says who, how much is unread, what was said last and when. */
  chat(name: string | RegExp): Locator {
    return this.page.getByRole("navigation", { name: "Chats" }).getByRole("link", { name });
  }

  async openChat(name: string | RegExp): Promise<void> {
    await this.chat(name).first().click();
    await expect(this.log).toBeVisible();
  }

  /** Takes the chat that is open out of the queue. */
  async accept(): Promise<void> {
    await this.page.getByRole("button", { name: "Accept chat" }).click();
    await expect(this.composer).toBeVisible();
  }

  async reply(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.composer).toHaveValue("");
  }

  async note(text: string): Promise<void> {
    await this.page.getByRole("group", { name: "What to write" }).getByRole("button", { name: "Note" }).click();
    await this.noteField.fill(text);
    await this.noteField.press("Enter");
    await expect(this.noteField).toHaveValue("");
    const reply = this.page.getByRole("group", { name: "What to write" }).getByRole("button", { name: "Reply" });
    if (await reply.isEnabled()) await reply.click();
  }

  /** A message in the log that is open, by its text. */
  message(text: string | RegExp): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  /** Waits for these texts in the log and no others, the oldest first. */
  async shows(...texts: readonly string[]): Promise<void> {
    await expect(this.log.getByRole("article").locator(".bubble")).toHaveText(texts);
  }

  async close(): Promise<void> {
    await this.page.getByRole("toolbar", { name: "Actions" }).getByRole("button", { name: "Close chat" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Close chat" }).click();
    await expect(this.page.getByText("This chat is closed. You can still write notes.")).toBeVisible();
  }

  async reopen(): Promise<void> {
    await this.page.getByRole("button", { name: "Reopen" }).click();
    await expect(this.composer).toBeVisible();
  }

  async transferTo(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Transfer chat" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name }).click();
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  async addTag(tag: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Add a tag" }).fill(tag);
    await this.page.getByRole("textbox", { name: "Add a tag" }).press("Enter");
    await expect(this.visitor.getByRole("button", { name: `Remove tag ${tag}` })).toBeVisible();
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: "Search chats" }).fill(words);
  }
}
