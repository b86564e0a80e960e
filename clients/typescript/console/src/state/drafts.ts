/** What was typed and not sent, per conversation and mode. */
import { forget, load, save } from "./storage.js";

export type Mode = "reply" | "note";

export interface Draft {
  readonly mode: Mode;
  readonly reply: string;
  readonly note: string;
}

const EMPTY: Draft = { mode: "reply", reply: "", note: "" };
const drafts = new Map<string, Draft>();

export function draftOf(agent: number, chat: number): Draft {
  const key = `draft:${agent}:${chat}`;
  let draft = drafts.get(key);
  if (!draft) {
    draft = { ...EMPTY, ...load<Partial<Draft>>(key, {}) };
    drafts.set(key, draft);
  }
  return draft;
}

export function keepDraft(agent: number, chat: number, draft: Draft): void {
  const key = `draft:${agent}:${chat}`;
  drafts.set(key, draft);
  save(key, draft.reply || draft.note ? draft : undefined);
}

/** On log out: another person may use this browser next. */
export function forgetDrafts(): void {
  drafts.clear();
  forget("draft:");
}
