/** Times as people say them. Everything takes the time now, so that tests decide it. */
import { strings } from "../strings.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A waiting time that ticks: "0:07", "12:40", "1:02:40", "2 d 3 h". */
export function ticking(sinceMs: number, nowMs: number): string {
  const waited = Math.max(0, nowMs - sinceMs);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(waited / HOUR);
  const minutes = Math.floor((waited % HOUR) / MINUTE);
  const seconds = Math.floor((waited % MINUTE) / SECOND);
  if (waited >= DAY) return `${Math.floor(waited / DAY)} d ${Math.floor((waited % DAY) / HOUR)} h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** How long ago, short: "now", "5 min", "3 h", then a weekday or a date. */
export function ago(thenMs: number, nowMs: number, locale?: string): string {
  const passed = nowMs - thenMs;
  if (passed < MINUTE) return strings.now;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < 12 * HOUR || sameDay(thenMs, nowMs)) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 6 * DAY) return format(locale, { weekday: "short" }).format(thenMs);
  const sameYear = new Date(thenMs).getFullYear() === new Date(nowMs).getFullYear();
  return format(locale, sameYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }).format(thenMs);
}

export function clock(ms: number, locale?: string): string {
  return format(locale, { hour: "2-digit", minute: "2-digit" }).format(ms);
}

export function fullTime(ms: number, locale?: string): string {
  return format(locale, { dateStyle: "medium", timeStyle: "short" }).format(ms);
}

/** To the second. */
export function exactTime(ms: number, locale?: string): string {
  return format(locale, { dateStyle: "medium", timeStyle: "medium" }).format(ms);
}

/** The words of a day separator: today, yesterday, or the date. */
export function dayName(ms: number, nowMs: number, locale?: string): string {
  if (sameDay(ms, nowMs)) return strings.today;
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (sameDay(ms, yesterday.getTime())) return strings.yesterday;
  const sameYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  return format(locale, { weekday: "long", day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" as const }) }).format(ms);
}

export function sameDay(a: number, b: number): boolean {
  const one = new Date(a);
  const other = new Date(b);
  return one.getFullYear() === other.getFullYear() && one.getMonth() === other.getMonth() && one.getDate() === other.getDate();
}

/** The time where the visitor is, or undefined if their browser names a zone that there is none of. */
export function localTime(timeZone: string, nowMs: number, locale?: string): string | undefined {
  if (!timeZone) return undefined;
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(nowMs);
  } catch {
    return undefined;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make, and a long log asks for thousands. */
function format(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}
