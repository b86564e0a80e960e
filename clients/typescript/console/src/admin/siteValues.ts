/** What the forms of a site hold, in the shapes that the server wants, and what its owner puts into their pages. */

/** One value a line; empty lines and blanks around are nothing. */
export function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

export function snippet(server: string, key: string): string {
  return `<script async src="${server}/widget.js" data-site="${key}"></script>`;
}

/** What a page with a content security policy adds to it. */
export function directives(server: string): string {
  return `script-src ${server}; frame-src ${server}`;
}

/** How a back end proves a visitor: the same HMAC in the languages that shops are written in. */
export const RECIPES: readonly (readonly [language: string, code: string])[] = [
  ["Node.js", `crypto.createHmac("sha256", SECRET).update(userId).digest("hex")`],
  ["Python", `hmac.new(SECRET.encode(), user_id.encode(), hashlib.sha256).hexdigest()`],
  ["PHP", `hash_hmac("sha256", $userId, $SECRET)`],
  ["Ruby", `OpenSSL::HMAC.hexdigest("SHA256", SECRET, user_id)`],
];
