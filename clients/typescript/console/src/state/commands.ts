/** What a key asks for; the part of the page that can do it takes it. */
import type { Binding } from "../lib/keys.js";
import { store } from "../lib/store.js";

export const command = store<string | undefined>(undefined);

/** The keys of the page, in the order in which the list shows them. Words are in strings.keys. */
export const BINDINGS: readonly Binding[] = [
  { id: "help", key: "?" },
  { id: "search", key: "/" },
  { id: "next", key: "j" },
  { id: "previous", key: "k" },
  { id: "list-mine", key: "1" },
  { id: "list-queue", key: "2" },
  { id: "list-open", key: "3" },
  { id: "list-closed", key: "4" },
  { id: "accept-oldest", key: "A" },
  { id: "availability", key: "v" },
  { id: "accept", key: "a" },
  { id: "reply", key: "r" },
  { id: "note", key: "n" },
  { id: "transfer", key: "t" },
  { id: "close", key: "e" },
  { id: "reopen", key: "o" },
  { id: "tags", key: "l" },
  { id: "details", key: "i" },
];
