/** Finds what may be a link in a text. Everything else stays text: nobody's message becomes markup. */

export type Piece = { readonly text: string; readonly href?: string };

// http, https and mailto are named; "www." and addresses are what people write by hand. No other scheme is ever a link.
// The part before an @ is bounded, or 16 KiB without one would take a second to look through.
const CANDIDATE =
  /\bhttps?:\/\/[^\s<>"'`]+|\bmailto:[^\s<>"'`]+|\bwww\.[^\s<>"'`]+|[\p{L}\p{N}.!#$%&*+/=?^_|~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+/giu;
const LONGEST = 2048;

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const found = trim(match[0]);
    const href = safe(found);
    // "javascript:x@y.z" or "file.www.a" are not links just because a part of them looks like one.
    if (!href || /[\w:/@.-]/u.test(text[match.index - 1] ?? " ")) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** Takes the sentence's own punctuation off the end, and brackets that were opened before the link. */
function trim(link: string): string {
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1] ?? "";
    if (/[.,;:!?…。，、]/u.test(last)) continue;
    const open = { ")": "(", "]": "[", "}": "{", "»": "«", "”": "“" }[last];
    if (open === undefined) break;
    const kept = link.slice(0, end);
    if (kept.split(last).length <= kept.split(open).length) break;
  }
  return link.slice(0, end);
}

function safe(link: string): string | undefined {
  if (link.length > LONGEST) return;
  const address = /^(https?:|mailto:)/i.test(link) ? link : /^www\./i.test(link) ? `https://${link}` : `mailto:${link}`;
  try {
    const url = new URL(address);
    if (url.protocol === "mailto:") return url.pathname.includes("@") ? url.href : undefined;
    // A name and password before the host serve to deceive: https://bank.example@evil.example.
    if (url.username || url.password || !url.hostname) return;
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return;
  }
}
