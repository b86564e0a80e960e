/** Texts, plural forms, dates and sizes in the visitor's language. */

import { en, type Forms, type Key, type PluralKey, type TextKey, type Texts } from "../locales/en.js";

/** Each language but English is a file of its own, loaded when it is needed. */
const LANGUAGES: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import("../locales/ar.js"),
  de: () => import("../locales/de.js"),
  es: () => import("../locales/es.js"),
  fr: () => import("../locales/fr.js"),
};
const RIGHT_TO_LEFT = new Set(["ar"]);

/** A text that the site has put in the place of the widget's own; an empty locale means all. */
export interface Override {
  readonly locale: string;
  readonly key: string;
  readonly text: string;
}

export interface I18n {
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  /** The text of a key, with values in the places of {names}. */
  t(key: TextKey, values?: Record<string, string | number>): string;
  /** The form of a key's text for a count. */
  n(key: PluralKey, count: number): string;
  time(date: Date): string;
  day(date: Date): string;
  dateTime(date: Date): string;
  bytes(count: number): string;
}

const language = (tag: string) => tag.toLowerCase().split(/[-_]/)[0] ?? "";

/**
 * The first of the wanted tags whose language we have; dates then follow the whole tag. Where it names no country, as a page's "en", a later tag of the same
 * language may: the visitor's own "en-GB" says how they read the time.
 */
export function chooseLocale(wanted: readonly (string | undefined)[]): string {
  const tags = wanted.flatMap((tag) => {
    try {
      return tag ? Intl.getCanonicalLocales(tag.replace("_", "-")) : [];
    } catch {
      return [];
    }
  });
  const first = tags.find((tag) => language(tag) === "en" || Object.hasOwn(LANGUAGES, language(tag))) ?? "en";
  return tags.find((tag) => language(tag) === language(first) && new Intl.Locale(tag).region) ?? first;
}

export async function loadTexts(locale: string): Promise<Texts> {
  const load = LANGUAGES[language(locale)];
  return load ? (await load()).texts : en;
}

/** The texts with the site's own in their places. What is for one locale wins over what is for its language, and that over what is for all. */
export function withOverrides(texts: Texts, locale: string, overrides: readonly Override[]): Texts {
  const result: Record<string, string | Forms> = { ...texts };
  for (const scope of ["", language(locale), locale.toLowerCase()]) {
    for (const { locale: of, key, text } of overrides) {
      if (of.toLowerCase() !== scope) continue;
      // "unread" replaces every form, "unread.one" only that one.
      const [name = "", form] = key.split(".");
      const own = Object.hasOwn(texts, name) ? result[name] : undefined;
      if (own === undefined) continue;
      if (typeof own === "string") {
        if (!form) result[name] = text;
      } else result[name] = form ? { ...own, [form]: text } : { other: text };
    }
  }
  return result as Texts;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? `${values[name]}` : whole));
}

export function createI18n(locale: string, texts: Texts): I18n {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const thisYear = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
  const otherYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const get = (key: Key) => texts[key];

  return {
    locale,
    dir: RIGHT_TO_LEFT.has(language(locale)) ? "rtl" : "ltr",
    t: (key, values = {}) => fill(get(key) as string, values),
    n(key, count) {
      const forms = get(key) as Forms;
      return fill(forms[plural.select(count)] ?? forms.other, { count: number.format(count) });
    },
    time: (date) => time.format(date),
    day(date) {
      const now = new Date();
      const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
      if (days === 0) return texts.today;
      if (days === 1) return texts.yesterday;
      return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
    },
    dateTime: (date) => full.format(date),
    bytes(count) {
      const [unit, divisor] = count < 1_000_000 ? (["kilobyte", 1e3] as const) : (["megabyte", 1e6] as const);
      return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: count < 1e7 ? 1 : 0 }).format(
        Math.max(count / divisor, 0.1),
      );
    },
  };
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
