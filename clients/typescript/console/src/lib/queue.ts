/** The order of the lists on the left, and what is unread. */

export interface Waiting {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly waitingSince: number;
}

/** Who waits longest comes first. */
export function byWaiting(a: Waiting, b: Waiting): number {
  return a.waitingSince - b.waitingSince || a.id - b.id;
}

/** Where something happened last comes first. */
export function byActivity(a: { readonly id: number; readonly activeAt: number }, b: { readonly id: number; readonly activeAt: number }): number {
  return b.activeAt - a.activeAt || b.id - a.id;
}

/** Something in a log, as far as counting goes. */
export interface Counted {
  readonly seq: number;
  /** Whether the visitor wrote it. */
  readonly visitors: boolean;
}

/** How many of the visitor's messages are behind what the agent has read. */
export function countUnread(log: readonly Counted[], readSeq: number): number {
  let unread = 0;
  for (let i = log.length - 1; i >= 0; i--) {
    const one = log[i] as Counted;
    if (one.seq <= readSeq) break;
    if (one.visitors) unread++;
  }
  return unread;
}

/** A number that fits into a small badge. */
export function badge(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** The chat before or after the shown one; from none, the first. */
export function neighbour(ids: readonly number[], current: number | undefined, step: 1 | -1): number | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  if (at < 0) return step > 0 ? ids[0] : ids[ids.length - 1];
  return ids[Math.max(0, Math.min(ids.length - 1, at + step))];
}

/** The page's title, with what needs the agent: unread messages first, then who waits. */
export function pageTitle(name: string, unread: number, waiting: number): string {
  const counts = [unread > 0 ? badge(unread) : "", waiting > 0 ? `${badge(waiting)} waiting` : ""].filter(Boolean);
  return counts.length ? `(${counts.join(", ")}) ${name}` : name;
}
