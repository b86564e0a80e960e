/** Nothing lost, nothing doubled, nothing out of order. */

import { expect } from "@playwright/test";

import type { Console } from "./console.ts";
import type { Widget } from "./widget.ts";

/**
 * Waits until visitor and agent see the same log, and in it what each of them wrote, once and in the order of writing. The agent's window has to be high
 * enough to show all of it.
 */
export async function agree(visitor: Widget, agent: Console, ...written: readonly (readonly string[])[]): Promise<void> {
  await expect(visitor.texts).toHaveCount(written.flat().length);
  const log = await visitor.texts.allTextContents();
  for (const own of written) expect(log.filter((text) => own.includes(text))).toEqual(own);
  await agent.shows(...log);
}

/** So many texts. */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${i + 1}.`);
}
