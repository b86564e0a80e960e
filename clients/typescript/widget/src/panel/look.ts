/** How the site's colour and the visitor's theme become the panel's custom properties, and the launcher's and frame's rules. */

import { parseHex, type Rgb, readable, readableOn, toHex } from "./color.js";
import frame from "./frame.css?inline";

const ACCENT = "#3457d5";
const BACKGROUND = { light: "#ffffff", dark: "#16181d" };
const SURFACE = { light: "#f4f5f7", dark: "#24272f" };

export type Theme = "light" | "dark";

export function themeOf(wanted: string | undefined, systemIsDark: boolean): Theme {
  return wanted === "light" || wanted === "dark" ? wanted : systemIsDark ? "dark" : "light";
}

/** Sets the panel's colours. Through CSSOM: the page's CSP allows no style attribute. */
export function dress(root: HTMLElement, accentColor: string, theme: Theme): void {
  const accent = parseHex(accentColor) ?? (parseHex(ACCENT) as Rgb);
  root.dataset["theme"] = theme;
  root.style.setProperty("--accent", toHex(accent));
  root.style.setProperty("--on-accent", toHex(readableOn(accent)));
  // On the surface, which is the worse of the two backgrounds for reading.
  root.style.setProperty("--accent-text", toHex(readable(accent, parseHex(SURFACE[theme]) as Rgb)));
}

/** What the loader shall add to its own rules. */
export function frameCss(accentColor: string, theme: Theme, dir: "ltr" | "rtl" = "ltr"): string {
  const accent = parseHex(accentColor) ?? (parseHex(ACCENT) as Rgb);
  return `:host{--a:${toHex(accent)};--o:${toHex(readableOn(accent))};--b:${BACKGROUND[theme]}}${dir === "rtl" ? frame.replaceAll(":host(.left)", ":host(:not(.right))") : frame}`;
}
