/** The audit log in words, and what it is filtered by, as the address says it. */
import { strings } from "../strings.js";

export interface AuditFilter {
  readonly chat: number | undefined;
  /** As the log writes it: user:5, agent:2, key:7, system, operator, nobody. */
  readonly actor: string;
  /** An action, or with a dot at its end all that begin so. */
  readonly action: string;
  /** Local times as a field of a form has them: 2026-01-31T12:00. */
  readonly from: string;
  readonly until: string;
}

export const NO_FILTER: AuditFilter = { chat: undefined, actor: "", action: "", from: "", until: "" };

const ACTOR = /^(?:(?:user|agent|key):[1-9]\d{0,14}|system|operator|nobody)$/;
const ACTION = /^[a-z][a-z_.]{0,63}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/** What of an address makes sense. */
export function parseFilter(query: string | undefined): AuditFilter {
  const params = new URLSearchParams(query);
  const only = (name: string, form: RegExp) => (form.test(params.get(name) ?? "") ? (params.get(name) ?? "") : "");
  return {
    chat: Number(only("chat", /^[1-9]\d{0,9}$/)) || undefined,
    actor: only("actor", ACTOR),
    action: only("action", ACTION),
    from: only("from", TIME),
    until: only("until", TIME),
  };
}

export function filterQuery(filter: AuditFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export function isFiltered(filter: AuditFilter): boolean {
  return filterQuery(filter) !== "";
}

/** The fields of a request. The end of a minute that is named belongs to it. */
export function filterRequest({ chat, actor, action, from, until }: AuditFilter) {
  const time = (text: string, later: number) => ({ seconds: BigInt(Math.floor(new Date(text).getTime() / 1000) + later), nanos: 0 });
  return {
    chatSessionId: chat ?? 0,
    actor,
    action,
    ...(from && { fromTime: time(from, 0) }),
    ...(until && { untilTime: time(until, 60) }),
  };
}

/** What happened, in words; an action that this version does not know stays as it is written. */
export function actionWords(action: string): string {
  return strings.audit.actions[action] ?? action;
}

export interface Party {
  readonly kind: string;
  readonly id: number | undefined;
}

/** "agent:2" as its parts; "system" has only a kind. */
export function partyOf(text: string): Party {
  const [kind = "", id = ""] = text.split(":", 2);
  return { kind, id: /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined };
}

export interface Names {
  user(id: number): string;
  agent(id: number): string;
  key(id: number): string;
  team(id: number): string;
}

/** Who or what, in words. */
export function partyWords(text: string, names: Names): string {
  const { kind, id } = partyOf(text);
  const { parties, things } = strings.audit;
  if (id === undefined) return parties[kind] ?? text;
  if (kind === "user") return names.user(id);
  if (kind === "agent") return names.agent(id);
  if (kind === "team") return names.team(id);
  if (kind === "key") return names.key(id);
  return things[kind]?.(id) ?? text;
}

/** JSON to be read; empty for an object without anything in it, and what is no JSON stays as it is. */
export function readableDetails(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && Object.keys(value).length === 0) return "";
    return JSON.stringify(value, null, 2);
  } catch {
    return json;
  }
}

/** A name for a file of records. */
export function exportName(filter: AuditFilter, now: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `audit-${filter.chat === undefined ? "" : `chat-${filter.chat}-`}${day}.jsonl`;
}
