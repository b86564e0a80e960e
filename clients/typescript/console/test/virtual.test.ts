import { expect, test } from "vitest";
import { Heights } from "../src/lib/virtual.js";

const keys = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `m:${from + i}`);

test("rows that were not measured count with the guess", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(10));
  expect(heights.total).toBe(500);
  heights.measure("m:3", 80);
  expect(heights.total).toBe(530);
  expect(heights.offsetOf(3)).toBe(150);
  expect(heights.offsetOf(4)).toBe(230);
});

test("draws what the viewport shows, and no more than the overscan beyond", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(10_000));
  expect(heights.range(0, 500, 0)).toEqual({ start: 0, end: 11 });
  expect(heights.range(250_000, 500, 100)).toEqual({ start: 4998, end: 5013 });
  expect(heights.range(10_000 * 50 - 500, 500, 100).end).toBe(10_000);
});

test("an empty list draws nothing and has no anchor", () => {
  const heights = new Heights(50);
  expect(heights.range(0, 500, 100)).toEqual({ start: 0, end: 0 });
  expect(heights.anchorAt(0)).toBeUndefined();
  expect(heights.total).toBe(0);
});

test("what the reader looks at stays when earlier rows come in", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(100, 100));
  const anchor = heights.anchorAt(1010);
  expect(anchor).toEqual({ key: "m:120", above: 10 });
  heights.setKeys(keys(200));
  expect(anchor && heights.topOf(anchor)).toBe(6010);
});

test("what the reader looks at stays when a row above turns out higher", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(100));
  const anchor = heights.anchorAt(1010);
  heights.measure("m:5", 250);
  expect(anchor && heights.topOf(anchor)).toBe(1210);
});

test("an anchor whose row is gone says so", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(5));
  const anchor = heights.anchorAt(60);
  heights.setKeys(keys(5, 100));
  expect(anchor && heights.topOf(anchor)).toBeUndefined();
});

test("a measured height is news only once", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(2));
  expect(heights.measure("m:0", 60)).toBe(true);
  expect(heights.measure("m:0", 60)).toBe(false);
});

test("a list that is not shown keeps the heights it had", () => {
  const heights = new Heights(50);
  heights.setKeys(keys(2));
  heights.measure("m:0", 60);
  expect(heights.measure("m:0", 0)).toBe(false);
  expect(heights.total).toBe(110);
});
