import { expect, test } from "vitest";
import { linkify, safeHref, shortAddress } from "../src/lib/links.js";

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);

test("links what may be opened, and leaves the sentence around it", () => {
  expect(linkify("See https://a.example/x?y=1, please.")).toEqual([
    { text: "See " },
    { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1" },
    { text: ", please." },
  ]);
  expect(links("(https://a.example/wiki/Foo_(bar))")).toEqual(["https://a.example/wiki/Foo_(bar)"]);
  expect(links("write to ada@example.com.")).toEqual(["mailto:ada@example.com"]);
});

test("everything else stays text", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "<img src=x onerror=alert(1)>"]) {
    expect(links(text), text).toEqual([]);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  }
});

test("the pieces are the text again", () => {
  const text = "a https://x.example b mailto:me@x.example c <b>https://y.example</b> ☎";
  expect(
    linkify(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("an address that a browser claims is no link unless it is safe", () => {
  expect(safeHref("javascript:alert(1)")).toBeUndefined();
  expect(safeHref("  JaVaScRiPt:alert(1)")).toBeUndefined();
  expect(safeHref("nonsense")).toBeUndefined();
  expect(safeHref("https://shop.example/cart")).toBe("https://shop.example/cart");
  expect(shortAddress("https://shop.example/cart?a=1#x")).toBe("shop.example/cart?a=1");
});

test("is not held up by what strangers make up", () => {
  const size = 16_384;
  const hostile = ["a".repeat(size), "a@".padEnd(size, "a"), "a@".padEnd(size, "-a"), "mailto:".repeat(size / 8), "https://x".padEnd(size, ")")];
  const began = performance.now();
  for (const text of hostile)
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  // It takes a few milliseconds; what grows with the square of the length takes seconds.
  expect(performance.now() - began).toBeLessThan(500);
});
