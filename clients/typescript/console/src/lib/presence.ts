import type { Presence } from "../ui/Avatar.js";

/** PresenceStatus as a word. */
export function presenceWord(status: number | undefined): Presence {
  return status === 1 ? "online" : status === 2 ? "away" : status === 3 ? "offline" : "unknown";
}
