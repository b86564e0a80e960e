/**
 * From the press of Enter on one side to the message's paint on the other: fifty messages in each direction. Nothing is asserted of the time; it is printed,
 * and Chromium's own trace of it is kept. Playwright's is not taken: its pictures of every change more than double the time.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { expect, type Frame, test } from "@playwright/test";

import { agentOf, Console } from "../support/console.ts";
import { newPage } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { Widget } from "../support/widget.ts";

const MESSAGES = 50;
const DIR = join(import.meta.dirname, "../../../target/e2e/trace");

/** Notes when Enter is pressed there. In the trace it is a mark "pressed". */
function watchEnter(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    const noted = (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      (window as any).pressed = performance.timeOrigin + event.timeStamp;
      performance.mark("pressed", { startTime: event.timeStamp });
    };
    addEventListener("keydown", noted, true);
  });
}

/** Notes when each message was first painted there: at the frame after the one that drew it. In the trace it is a mark "painted". */
function watchPaint(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    const painted: Record<string, number> = ((window as any).painted = {});
    const seen = new Set<string>();
    new MutationObserver(() => {
      for (const text of document.querySelectorAll(".bubble")) {
        const words = text.textContent ?? "";
        if (seen.has(words)) continue;
        seen.add(words);
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            painted[words] = performance.timeOrigin + performance.now();
            performance.mark("painted", { detail: words });
          }),
        );
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

function report(way: string, times: number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(1);
  console.log(`${way}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms of ${sorted.length} messages`);
}

test("from Enter to the other one's screen", async ({ browser }) => {
  const server = await Server.start();
  try {
    const page = await newPage(browser);
    const ann = await Widget.open(page, server.url);
    await ann.ask("How fast is this?");
    const desk = await Console.open(await newPage(browser), server, agentOf(server));
    await desk.openChat(/How fast/);
    const visitor = page.frames()[1] as Frame;
    const agent = desk.page.mainFrame();
    for (const frame of [visitor, agent]) {
      await watchEnter(frame);
      await watchPaint(frame);
    }
    const ways = [
      { way: "visitor to agent", from: visitor, to: agent, composer: ann.composer, times: [] as number[] },
      { way: "agent to visitor", from: agent, to: visitor, composer: desk.composer, times: [] as number[] },
    ];
    mkdirSync(DIR, { recursive: true });
    await browser.startTracing(undefined, { path: join(DIR, "latency.json"), categories: ["blink.user_timing", "devtools.timeline", "loading"] });
    for (let n = 1; n <= MESSAGES; n++) {
      for (const { way, from, to, composer, times } of ways) {
        const text = `${way} ${n}`;
        await composer.fill(text);
        await composer.press("Enter");
        await expect.poll(() => to.evaluate((words) => (window as any).painted[words] !== undefined, text)).toBe(true);
        const painted = await to.evaluate((words) => (window as any).painted[words] as number, text);
        times.push(painted - (await from.evaluate(() => (window as any).pressed as number)));
      }
    }
    await browser.stopTracing();
    for (const { way, times } of ways) report(way, times);
    console.log("the trace is target/e2e/trace/latency.json: the performance panel of Chromium's developer tools reads it");
  } finally {
    await server.close();
  }
});
