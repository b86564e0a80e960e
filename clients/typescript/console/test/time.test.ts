import { expect, test } from "vitest";
import { ago, dayName, localTime, ticking } from "../src/lib/time.js";

const at = (text: string) => new Date(text).getTime();

test.each([
  [0, "0:00"],
  [7_400, "0:07"],
  [760_000, "12:40"],
  [3_760_000, "1:02:40"],
  [86_399_000, "23:59:59"],
  [183_600_000, "2 d 3 h"],
  [-5_000, "0:00"],
])("%i ms of waiting are %s", (waited, words) => {
  expect(ticking(1_000_000, 1_000_000 + waited)).toBe(words);
});

test("how long ago, as short as it may be", () => {
  const now = at("2026-03-10T15:00:00");
  expect(ago(now - 20_000, now)).toBe("now");
  expect(ago(now - 5 * 60_000, now)).toBe("5 min");
  expect(ago(at("2026-03-10T01:00:00"), now)).toBe("14 h");
  expect(ago(at("2026-03-08T09:00:00"), now, "en")).toBe("Sun");
  expect(ago(at("2026-01-02T09:00:00"), now, "en")).toBe("Jan 2");
  expect(ago(at("2024-01-02T09:00:00"), now, "en")).toBe("Jan 2, 2024");
});

test("days have names", () => {
  const now = at("2026-03-01T00:30:00");
  expect(dayName(at("2026-03-01T00:10:00"), now)).toBe("Today");
  expect(dayName(at("2026-02-28T23:50:00"), now)).toBe("Yesterday");
  expect(dayName(at("2026-02-20T12:00:00"), now, "en")).toBe("Friday, February 20");
  expect(dayName(at("2024-02-29T12:00:00"), now, "en")).toContain("2024");
});

test("the visitor's clock, unless their browser names no real zone", () => {
  const noon = at("2026-01-15T12:00:00Z");
  expect(localTime("Asia/Tokyo", noon, "en-GB")).toContain("21:00");
  expect(localTime("Nowhere/At all", noon)).toBeUndefined();
  expect(localTime("", noon)).toBeUndefined();
});
