/** Errors in words that help, and where they belong in a form. */
import type { ChatError } from "@supportchat/sdk";
import { strings } from "../strings.js";
import { toast } from "../ui/toasts.js";

export function isChatError(error: unknown): error is ChatError {
  return error instanceof Error && "reason" in error && "fields" in error;
}

const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;

export function describe(error: unknown): string {
  if (!isChatError(error)) return strings.errors.unknown;
  const known = strings.errors.reasons[error.reason];
  if (known) return known;
  if (error.code === UNIMPLEMENTED) return strings.errors.unimplemented;
  if (error.code === PERMISSION_DENIED) return strings.errors.denied;
  if (error.code === UNAVAILABLE) return strings.errors.away;
  if (error.fields.length > 0) return strings.errors.fields;
  return strings.errors.unknown;
}

/** What is wrong with a field; the server names fields by their path, such as site.widget.accent_color. */
export function faultOf(error: unknown, field: string): string | undefined {
  if (!isChatError(error)) return undefined;
  const found = error.fields.find(
    (one) => one.field === field || one.field.endsWith(`.${field}`) || one.field.startsWith(`${field}[`) || one.field.includes(`.${field}[`),
  );
  return found && sentence(found.description);
}

/** The server's descriptions begin small, as parts of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** Does something for a click; a failure is said where the agent sees it. Says whether it was done. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    toast(describe(error), true);
    return false;
  }
}
