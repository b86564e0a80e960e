/** Where the agent is. The address is the truth; components follow it. */
import { type ListName, parseRoute, type Route, routeHash } from "../lib/route.js";
import { store } from "../lib/store.js";

export const route = store<Route>(parseRoute(location.hash));

addEventListener("hashchange", () => route.set(parseRoute(location.hash)));

export function go(to: Route, replace = false): void {
  const hash = routeHash(to);
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  route.set(to);
}

addEventListener("popstate", () => route.set(parseRoute(location.hash)));

/** The list on the left; it stays while chats are opened from it. */
export function currentList(): ListName {
  const at = route.get();
  return (at.page === "chats" && at.list) || "mine";
}

export function chatHref(chat: number | undefined, list: ListName | undefined = currentList()): string {
  return routeHash({ page: "chats", chat, list });
}

export function openChat(chat: number | undefined, list: ListName = currentList()): void {
  go({ page: "chats", chat, list });
}

const WIDE = matchMedia("(min-width: 1200px)");

/** Whether the pane on the visitor is shown. On wide screens it is there from the beginning; on narrow ones it covers the conversation. */
export const side = store(WIDE.matches);

export function isWide(): boolean {
  return WIDE.matches;
}

WIDE.addEventListener("change", () => side.set(WIDE.matches));
route.subscribe(() => {
  if (!WIDE.matches) side.set(false);
});
