import { linkify, safeHref, shortAddress } from "../lib/links.js";

/** What somebody wrote: text, line by line, with safe links in it. Nothing in it is ever markup. */
export function Text({ text }: { text: string }) {
  return (
    <div class="text" dir="auto">
      {linkify(text).map((piece, i) =>
        piece.href ? (
          <a key={i} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}

/** An address that a browser told: a link if it is safe, else text. */
export function Address({ address }: { address: string }) {
  const href = safeHref(address);
  const words = shortAddress(address);
  if (!href)
    return (
      <span dir="ltr" class="break">
        {words}
      </span>
    );
  return (
    <a class="break" dir="ltr" href={href} target="_blank" rel="noopener noreferrer nofollow">
      {words}
    </a>
  );
}
