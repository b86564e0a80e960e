/**
 * What the loader in the embedding page and the panel in its frame say to each other.
 *
 * The panel says hello to its parent; the loader checks source and origin and answers with the options and one end of a MessageChannel. From then on
 * both speak over that channel only, which no other window can write to or read.
 */

/** The number goes up when an old panel and a new loader, or the other way round, would misunderstand each other. */
export const VERSION = 1;

/** What an embedding page may give with `boot` and `update`. */
export interface Options {
  site?: string;
  user_id?: string;
  name?: string;
  email?: string;
  identifier_hash?: string;
  jwt?: string;
  locale?: string;
  theme?: "light" | "dark" | "auto";
  launcher?: "none" | boolean;
  position?: "left" | "right";
  attributes?: Record<string, string>;
}

/** Where the visitor is; what the browser says of itself the panel knows too. */
export interface VisitOptions {
  pageUrl: string;
  pageTitle: string;
  referrer: string;
}

/** The first message of the panel, to its parent. It holds nothing that a stranger could use. */
export interface Hello {
  supportchat: typeof VERSION;
}

/** The loader's answer; the channel's other end comes with it. */
export interface Welcome extends Hello {
  options: Options;
  visit: VisitOptions;
  /** The language of the embedding document, or empty. */
  lang: string;
  opened: boolean;
  /** What was asked of the panel before it was there. */
  waiting: ToPanel[];
}

/** How the launcher looks and reads. It is remembered, so that the next page shows it so from the start. */
export interface Look {
  /** Rules for the launcher and the panel's frame, in the site's colour; the panel brings them, the loader has only what the first glance needs. */
  css: string;
  /** The frame's title, and the launcher's name. */
  title: string;
  open: string;
  close: string;
}

export type ToPanel =
  | { t: "opened"; opened: boolean }
  | { t: "update"; options: Options }
  | { t: "visit"; visit: VisitOptions }
  | { t: "compose"; text: string }
  | { t: "shutdown" }
  /** The answer to `store`: every pair that is kept for this site; absent where the page's storage is blocked too. */
  | { t: "stored"; id: number; pairs?: [string, string][] };

export type ToLoader =
  | { t: "close" }
  | { t: "event"; name: EventName; detail: unknown }
  | { t: "look"; look: Look }
  | { t: "unread"; unread: number }
  /** Nothing is left of the visitor. */
  | { t: "gone" }
  /** Keeps a value, or with null forgets it; without one it only asks. */
  | { t: "store"; id: number; key: string; value?: string | null };

export const EVENTS = [
  "ready",
  "error",
  "opened",
  "closed",
  "message",
  "unread",
  "session-started",
  "session-closed",
  "queue-position",
  "agent-assigned",
  "agent-status",
] as const;

export type EventName = (typeof EVENTS)[number];
