/** Which key does what. A key fires only where nobody types and nothing is open above the page. */

export interface Binding {
  readonly id: string;
  /** The key as KeyboardEvent.key names it; a capital letter means with Shift. */
  readonly key: string;
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

interface Target {
  readonly tagName?: string;
  readonly type?: string;
  readonly isContentEditable?: boolean;
  readonly role?: string | null;
}

/** Inputs that take no letters: a key there is still a command. */
const UNTYPED = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

/** Whether somebody types there, so that a letter is a letter. */
export function typesText(target: Target | null | undefined): boolean {
  if (!target) return false;
  if (target.isContentEditable) return true;
  const tag = target.tagName?.toUpperCase();
  if (tag === "INPUT") return !UNTYPED.has(target.type ?? "text");
  return tag === "TEXTAREA" || tag === "SELECT" || target.role === "textbox" || target.role === "combobox";
}

/** The command that a key press means, if any. Combinations with Ctrl, Alt and Cmd belong to the browser. */
export function commandFor(press: Press, target: Target | null | undefined, bindings: readonly Binding[]): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || typesText(target)) return undefined;
  return bindings.find((binding) => binding.key === press.key)?.id;
}

/** Whether Enter sends: not with Shift, and not while an input method composes (some browsers then say 229 only). */
export function sendsMessage(press: { key: string; shiftKey: boolean; isComposing: boolean; keyCode: number }): boolean {
  return press.key === "Enter" && !press.shiftKey && !press.isComposing && press.keyCode !== 229;
}

/** Where the focus goes in a list of `count` when a key is pressed at `at`; undefined if the key does not move it. */
export function moveInList(key: string, at: number, count: number, page = 8): number | undefined {
  if (count === 0) return undefined;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
    PageDown: at + page,
    PageUp: at - page,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
