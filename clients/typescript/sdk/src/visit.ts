/** What a page says of itself. */

import type { VisitInit } from "./types.js";

/** The longest of each, in characters; from the proto's Visit. */
const LONGEST: Required<Record<keyof VisitInit, number>> = { pageUrl: 2048, pageTitle: 255, referrer: 2048, locale: 35, timeZone: 64 };

/** As much of a visit as the server takes: a page with a long title must not keep its visitors from writing. */
export function cutVisit(visit: VisitInit): VisitInit {
  const parts = Object.entries(visit) as [keyof VisitInit, string | undefined][];
  return Object.fromEntries(parts.map(([name, text]) => [name, [...(text ?? "").replace(/\p{Cc}+/gu, " ")].slice(0, LONGEST[name]).join("")]));
}
