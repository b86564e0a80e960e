/** Canned replies: which ones fit what was typed, and what stands in their place holders. */

export interface Reply {
  readonly shortcut: string;
  readonly message: string;
}

/** What is looked for, if the text so far asks for a canned reply: a slash at the very start, then no white space. */
export function cannedQuery(text: string, caret: number): string | undefined {
  if (caret !== text.length) return undefined;
  return /^\/(\S{0,32})$/u.exec(text)?.[1]?.toLowerCase();
}

/** The replies that fit, best first: shortcuts that begin so, then those that contain it, then texts that do. */
export function matchReplies<R extends Reply>(replies: readonly R[], query: string): R[] {
  const wanted = query.toLowerCase();
  const rank = (reply: R): number => {
    if (reply.shortcut.startsWith(wanted)) return 0;
    if (reply.shortcut.includes(wanted)) return 1;
    return reply.message.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || (a.reply.shortcut < b.reply.shortcut ? -1 : 1))
    .map(({ reply }) => reply);
}

/** Puts the names in. A name that itself looks like a place holder stays as it is. */
export function fillReply(message: string, names: { readonly visitor: string; readonly agent: string }): string {
  return message.replace(/\{\{\s*(visitor|agent)\s*\}\}/g, (_, who: "visitor" | "agent") => names[who]);
}
