/** Where the agent is, as the address says it, so that a reload stays there. */

export type AdminPage = "agents" | "teams" | "sites" | "keys" | "replies" | "audit";
export type ListName = "queue" | "mine" | "open" | "closed" | "search";

export type Route =
  | { readonly page: "chats"; readonly chat: number | undefined; readonly list: ListName | undefined }
  | {
      readonly page: "admin";
      readonly admin: AdminPage;
      readonly id: number | "new" | undefined;
      /** What a page is filtered by, as it writes it. */
      readonly query?: string;
    };

const ADMIN: readonly AdminPage[] = ["agents", "teams", "sites", "keys", "replies", "audit"];
const LISTS: readonly ListName[] = ["queue", "mine", "open", "closed", "search"];

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [first, second, third] = path.split("/");
  if (first === "admin") {
    const admin = ADMIN.find((page) => page === second) ?? "agents";
    return { page: "admin", admin, id: third === "new" ? "new" : id(third), ...(query && { query }) };
  }
  const list = new URLSearchParams(query).get("list");
  return { page: "chats", chat: first === "chats" ? id(second) : undefined, list: LISTS.find((name) => name === list) };
}

export function routeHash(route: Route): string {
  if (route.page === "admin") return `#/admin/${route.admin}${route.id === undefined ? "" : `/${route.id}`}${route.query ? `?${route.query}` : ""}`;
  return `#/chats${route.chat === undefined ? "" : `/${route.chat}`}${route.list === undefined ? "" : `?list=${route.list}`}`;
}

function id(text: string | undefined): number | undefined {
  if (!text || !/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}
