/** Several people at once: each has a browser of their own, as far as storage and identity go. */

import type { Browser, BrowserContext, BrowserContextOptions, Download, Page } from "@playwright/test";

/** A page that shares nothing with the others. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
  return context.newPage();
}

/** Throws the browser of somebody away, as closing its window does. */
export async function leave(page: Page): Promise<void> {
  await page.context().close();
}

/** What a tab downloads that somebody opens. */
export async function download(page: Page, open: () => Promise<void>): Promise<Download> {
  const begun = new Promise<Download>((done) => page.context().once("page", (tab) => tab.once("download", done)));
  await open();
  return begun;
}
