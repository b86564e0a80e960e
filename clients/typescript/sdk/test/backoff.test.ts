import { expect, test } from "vitest";
import { backoff } from "../src/backoff.js";

test("the bound doubles from 0.5 s to 30 s, and the delay is anywhere below it", () => {
  const longest = Array.from({ length: 9 }, (_, failures) => backoff(failures, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoff(5, () => 0.5)).toBe(8000);
  expect(backoff(1000, () => 1)).toBe(30_000);
});

test("it is never nothing", () => {
  expect(backoff(9, () => 0)).toBe(50);
});
