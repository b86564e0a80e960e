import { expect, test } from "vitest";
import { linkify } from "../src/panel/linkify.js";

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);
const whole = (text: string) =>
  linkify(text)
    .map((piece) => piece.text)
    .join("");

test("finds web addresses and e-mail addresses", () => {
  expect(links("see https://example.com/a?b=c#d or www.example.org, or write to ada@example.com")).toEqual([
    "https://example.com/a?b=c#d",
    "https://www.example.org/",
    "mailto:ada@example.com",
  ]);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt://example.com/%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://example.com/1",
  "ftp://example.com",
  "javascript:ada@example.com",
  "//example.com",
  "https://",
  "https://user:secret@evil.example/",
  "https://bank.example@evil.example/",
])("%s is only text", (text) => {
  const safe = links(text).filter((href) => !href.startsWith("mailto:"));
  expect(safe).toEqual([]);
  expect(whole(text)).toBe(text);
});

test("never makes a link of another scheme, whatever the text", () => {
  const parts = ["javascript:", "https://", "http://a.b", "data:", "www.", "mailto:", "@", "x.y", "(", ")", " ", "<", '"', "é", "\n", ":"];
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let i = 0; i < 3_000; i++) {
    const text = Array.from({ length: 6 }, () => parts[Math.floor(next() * parts.length)]).join("");
    expect(whole(text)).toBe(text);
    for (const href of links(text)) {
      const { protocol, username, password } = new URL(href);
      expect(["http:", "https:", "mailto:"]).toContain(protocol);
      expect(username + password).toBe("");
    }
  }
});

test("leaves the sentence's punctuation out", () => {
  expect(linkify("Is it https://example.com/a?").map((piece) => piece.text)).toEqual(["Is it ", "https://example.com/a", "?"]);
  expect(links("(https://example.com/a).")).toEqual(["https://example.com/a"]);
  expect(links("«https://example.com/a»…")).toEqual(["https://example.com/a"]);
});

test("keeps brackets that belong to the address", () => {
  expect(links("https://en.example.org/wiki/A_(b)")).toEqual(["https://en.example.org/wiki/A_(b)"]);
  expect(links("(see https://en.example.org/wiki/A_(b_(c)))")).toEqual(["https://en.example.org/wiki/A_(b_(c))"]);
});

test("reads letters of any language", () => {
  expect(links("https://пример.example/путь")[0]).toMatch(/^https:\/\/xn--/);
  expect(whole("مرحبا https://example.com/طلب شكرا")).toBe("مرحبا https://example.com/طلب شكرا");
});

test("is quick with what is made to be slow", () => {
  const start = performance.now();
  linkify(`${"a".repeat(8_000)}@${"a.".repeat(4_000)}`);
  linkify("(".repeat(5_000) + "https://a.b/" + ")".repeat(5_000));
  linkify("@.".repeat(8_000));
  expect(performance.now() - start).toBeLessThan(1_000);
});

test("is not held up by what strangers make up", () => {
  const size = 16_384;
  const hostile = ["a".repeat(size), "a@".padEnd(size, "a"), "a@".padEnd(size, "-a"), "mailto:".repeat(size / 8), "https://x".padEnd(size, ")")];
  const began = performance.now();
  for (const text of hostile) expect(whole(text)).toBe(text);
  // It takes a few milliseconds; what grows with the square of the length takes seconds.
  expect(performance.now() - began).toBeLessThan(500);
});
