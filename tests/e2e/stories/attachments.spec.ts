/** Pictures and files go both ways, wait for the line like everything else, and say what is wrong with them. */

import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";

import { agentOf, Console } from "../support/console.ts";
import { download, newPage } from "../support/people.ts";
import { expect, test } from "../support/story.ts";
import { Widget } from "../support/widget.ts";

/** A picture of one colour. */
function png(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, check]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7a)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function crc(data: Buffer): number {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

const PICTURE = { name: "broken mug.png", mimeType: "image/png", buffer: png(320, 200) };
const FILE = { name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from("One mug, 24 euro\n") };

test("a picture and a file, from the visitor to the agent and back", async ({ browser, server }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("My mug is broken");
  await agent.openChat(/^Visitor/);
  await visitor.attach(PICTURE, FILE);

  for (const place of [visitor.log, agent.log]) {
    const picture = place.getByRole("button", { name: /mage broken mug\.png/ });
    await expect.poll(() => picture.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await expect(place.getByRole("button", { name: /receipt\.txt/ })).toBeVisible();
  }
  const saved = await download(agent.page, () => agent.log.getByRole("button", { name: /receipt\.txt/ }).click());
  expect(saved.suggestedFilename()).toBe("receipt.txt");
  expect(await readFile(await saved.path())).toEqual(FILE.buffer);

  const chooser = agent.page.waitForEvent("filechooser");
  await agent.page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles([{ ...PICTURE, name: "new mug.png" }, { ...FILE, name: "label.pdf", mimeType: "application/pdf" }]);
  const back = visitor.log.getByRole("button", { name: "Image new mug.png" });
  await expect.poll(() => back.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  await expect(visitor.log.getByRole("button", { name: /label\.pdf/ })).toBeVisible();
});

test("what is too large or empty is refused in words", async ({ browser, server }) => {
  const visitor = await Widget.open(await newPage(browser), server.url);
  await visitor.ask("Here comes a film");
  await visitor.attach({ name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(11 * 1024 * 1024) });
  await expect(visitor.panel.getByRole("alert")).toContainText(/film\.mp4 is too big\. A file may have at most 10(\.\d)? MB\./);
  await visitor.attach({ name: "nothing.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
  await expect(visitor.panel.getByRole("alert")).toContainText("nothing.txt is empty.");
  await visitor.shows("Here comes a film");
});

test("a file that is chosen while the line is down waits in its place", async ({ browser, server, line }) => {
  const agent = await Console.open(await newPage(browser), server, agentOf(server));
  const visitor = await Widget.open(await newPage(browser), line.url);
  await visitor.ask("My mug is broken");
  await agent.openChat(/^Visitor/);
  await line.cut();
  await expect(visitor.banner).toBeVisible();
  await visitor.attach(FILE);
  await visitor.say("That was the receipt");
  await expect(visitor.row("receipt.txt")).toContainText("Not sent yet");
  await expect(visitor.log.getByRole("progressbar", { name: "Uploading receipt.txt" })).toBeVisible();

  await line.restore();
  await expect(agent.message("That was the receipt")).toBeVisible({ timeout: 60_000 });
  const articles = await agent.log.getByRole("article").allInnerTexts();
  const place = (word: string) => articles.findIndex((text) => text.includes(word));
  expect(place("receipt.txt")).toBe(place("That was the receipt") - 1);
  await expect(visitor.log.getByRole("progressbar")).toHaveCount(0);
});
