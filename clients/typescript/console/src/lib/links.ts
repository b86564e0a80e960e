/** Links in what strangers wrote. Everything else stays text. */

export type Piece = { readonly text: string; readonly href?: string };

// The part before an @ is bounded, or 16 KiB without one would take a second to look through.
const ADDRESS = /https?:\/\/[^\s<>"'`]+|mailto:[^\s<>"'`@]+@[^\s<>"'`]+|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

/** The address, if it is one that may be opened: http, https or mailto. */
export function safeHref(address: string): string | undefined {
  try {
    const url = new URL(address);
    // A name before the host serves to deceive: https://bank.example@evil.example.
    if (url.username || url.password) return undefined;
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a text into plain pieces and links. Together they are the text again. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const word = trimEnd(match[0]);
    const href = safeHref(/^(https?:\/\/|mailto:)/i.test(word) ? word : `mailto:${word}`);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: word, href });
    done = match.index + word.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** The full stop behind an address ends the sentence, and a bracket closes what was opened before it. */
function trimEnd(word: string): string {
  let end = word.length;
  for (;;) {
    const last = word[end - 1] ?? "";
    if (".,;:!?…".includes(last)) end--;
    else if (last === ")" && count(word.slice(0, end), "(") < count(word.slice(0, end), ")")) end--;
    else return word.slice(0, end);
  }
}

function count(text: string, what: string): number {
  return text.split(what).length - 1;
}

/** An address short enough to read: no scheme, no trailing slash. */
export function shortAddress(address: string): string {
  try {
    const url = new URL(address);
    return `${url.host}${url.pathname === "/" ? "" : url.pathname}${url.search}`;
  } catch {
    return address;
  }
}
