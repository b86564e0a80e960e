/** What axe finds wrong with a page and its frames, by the rules of WCAG 2.2 AA. */

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** No rule is broken in this state. Motion is over first: half faded text has another contrast. */
export async function isAccessible(page: Page, state: string): Promise<void> {
  for (const frame of page.frames()) {
    await frame.evaluate(async () => {
      const finite = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
      await Promise.allSettled(finite.map((one) => one.finished));
    });
  }
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}`));
  expect.soft(found, state).toEqual([]);
}
