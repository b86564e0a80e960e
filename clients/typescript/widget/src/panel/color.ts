/** The site's one colour, made readable: WCAG 2 contrast. */

export type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** The contrast that WCAG AA asks of text. */
const ENOUGH = 4.5;

export function parseHex(text: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  return match ? [hex(match[1]), hex(match[2]), hex(match[3])] : undefined;
}

function hex(text = "0"): number {
  return Number.parseInt(text, 16);
}

export function toHex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => (a[i] ?? 0) * (1 - share) + (b[i] ?? 0) * share) as unknown as Rgb;
}

/** Black or white, whichever is easier to read on a colour: one of them always has a contrast of 4.5. */
export function readableOn(color: Rgb): Rgb {
  return contrast(color, WHITE) >= ENOUGH || contrast(color, WHITE) >= contrast(color, BLACK) ? WHITE : BLACK;
}

/** The colour itself, or the nearest shade of it that can be read on a background. */
export function readable(color: Rgb, background: Rgb): Rgb {
  const towards = luminance(background) > 0.18 ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mix(color, towards, share);
    if (contrast(shade, background) >= ENOUGH) return shade;
  }
  return towards;
}
