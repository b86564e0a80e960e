/** What an agent has set for this browser. */
import { store } from "../lib/store.js";
import { load, save } from "./storage.js";

export type Theme = "system" | "light" | "dark";

export interface Prefs {
  readonly theme: Theme;
  readonly sound: boolean;
  readonly desktop: boolean;
  /** Whether single letters are commands; some speech and switch users need them off. */
  readonly letters: boolean;
}

const FRESH: Prefs = { theme: "system", sound: true, desktop: false, letters: true };

export const prefs = store<Prefs>({ ...FRESH, ...load<Partial<Prefs>>("prefs", {}) });

export function setPrefs(change: Partial<Prefs>): void {
  prefs.update((old) => ({ ...old, ...change }));
}

function showTheme(): void {
  const { theme } = prefs.get();
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

showTheme();
prefs.subscribe(() => {
  save("prefs", prefs.get());
  showTheme();
});
