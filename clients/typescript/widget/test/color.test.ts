import { expect, test } from "vitest";
import { contrast, parseHex, type Rgb, readable, readableOn } from "../src/panel/color.js";

const color = (hex: string) => parseHex(hex) as Rgb;

test("measures contrast as WCAG does", () => {
  expect(contrast(color("#000000"), color("#ffffff"))).toBeCloseTo(21, 5);
  expect(contrast(color("#767676"), color("#ffffff"))).toBeCloseTo(4.54, 2);
});

test("any accent can be read on, and read", () => {
  for (let r = 0; r < 256; r += 17) {
    for (let g = 0; g < 256; g += 17) {
      for (let b = 0; b < 256; b += 17) {
        const accent: Rgb = [r, g, b];
        expect(contrast(readableOn(accent), accent)).toBeGreaterThanOrEqual(4.5);
        for (const background of ["#ffffff", "#f4f5f7", "#16181d", "#24272f"]) {
          expect(contrast(readable(accent, color(background)), color(background))).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  }
});

test("takes nothing but #rrggbb", () => {
  for (const text of ["", "red", "#fff", "#12345g", "#1234567", "url(x)"]) expect(parseHex(text)).toBeUndefined();
});
