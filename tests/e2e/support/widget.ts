/** A visitor: a page with the widget on it, used by role, label and visible text as a person would. */

import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

export class Widget {
  readonly page: Page;
  /** What is inside the panel's frame. */
  readonly panel: FrameLocator;
  /** The round button, in the embedding page. */
  readonly launcher: Locator;
  /** The conversation. */
  readonly log: Locator;
  /** The texts of all messages, the oldest first, those that are not sent yet at the end. */
  readonly texts: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.frameLocator("iframe");
    this.launcher = page.getByRole("button", { name: /^(Open|Close) chat/ });
    this.log = this.panel.getByRole("log", { name: "Messages" });
    this.texts = this.log.locator(".text");
    this.composer = this.panel.getByRole("textbox", { name: "Write a message" });
  }

  /** Goes to a page and opens the panel. */
  static async open(page: Page, url: string): Promise<Widget> {
    await page.goto(url);
    const widget = new Widget(page);
    await widget.show();
    return widget;
  }

  async show(): Promise<void> {
    const open = this.page.getByRole("button", { name: /^Open chat/ });
    await open.click();
    // On a phone the panel covers the launcher.
    await expect(open).toBeHidden();
  }

  async hide(): Promise<void> {
    await this.page.getByRole("button", { name: "Close chat" }).click();
    await expect(this.page.getByRole("button", { name: /^Open chat/ })).toBeVisible();
  }

  /** Begins a conversation with its first message. */
  async ask(text: string): Promise<void> {
    await this.panel.getByRole("textbox", { name: "Message" }).fill(text);
    await this.panel.getByRole("button", { name: "Start chat" }).click();
    await expect(this.composer).toBeVisible();
  }

  /** Writes one more message. */
  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.composer).toHaveValue("");
  }

  /** Sends a file with the button for it. */
  async attach(...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.panel.getByRole("button", { name: "Attach a file" }).click();
    await (await chooser).setFiles(files);
  }

  /** The row of a message, with what became of it. */
  row(text: string): Locator {
    // A list item holds blocks of messages, and each block holds list items.
    return this.log.getByRole("listitem").filter({ hasText: text, hasNot: this.page.getByRole("list") });
  }

  /** Waits for these texts and no others. */
  async shows(...texts: readonly string[]): Promise<void> {
    await expect(this.texts).toHaveText(texts);
  }

  /** What is said of the line while it is down. */
  get banner(): Locator {
    return this.panel.getByText("No connection. What you write is kept and sent later.");
  }

  /** Rates the conversation that has ended. */
  async rate(face: "Terrible" | "Bad" | "Okay" | "Good" | "Great", comment: string): Promise<void> {
    await this.panel.getByRole("radio", { name: face }).check({ force: true });
    await this.panel.getByRole("textbox", { name: "What should we know?" }).fill(comment);
    await this.panel.getByRole("button", { name: "Send rating" }).click();
  }
}
