import type { Agent } from "@supportchat/sdk";
import { useEffect, useRef } from "preact/hooks";
import { type AdminPage, type Route, routeHash } from "../lib/route.js";
import { strings } from "../strings.js";
import { Icon, type IconName } from "../ui/Icon.js";
import { Agents } from "./Agents.js";
import { ApiKeys } from "./ApiKeys.js";
import { AuditLog } from "./AuditLog.js";
import { CannedReplies } from "./CannedReplies.js";
import { Sites } from "./Sites.js";
import { Teams } from "./Teams.js";

const PAGES: readonly (readonly [AdminPage, IconName])[] = [
  ["agents", "person"],
  ["teams", "people"],
  ["sites", "globe"],
  ["keys", "key"],
  ["replies", "bolt"],
  ["audit", "shield"],
];

/** What administrators look after. The server decides who may; this only shows it to those. */
export function Admin({ at, self }: { at: Extract<Route, { page: "admin" }>; self: Agent }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the pages are in a row that is longer than the screen.
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at.admin]);
  if (self.role !== 2)
    return (
      <main class="admin-main" id="main" tabIndex={-1}>
        <div class="empty">
          <Icon name="shield" />
          <h1>{strings.adminOnly}</h1>
          <p>{strings.adminOnlyHint}</p>
        </div>
      </main>
    );
  return (
    <div class="admin">
      <nav ref={nav} class="admin-nav" aria-label={strings.admin}>
        {PAGES.map(([page, icon]) => (
          <a key={page} href={routeHash({ page: "admin", admin: page, id: undefined })} aria-current={at.admin === page ? "page" : undefined}>
            <Icon name={icon} />
            {strings.adminPages[page].title}
          </a>
        ))}
      </nav>
      <main class="admin-main scroll" id="main" tabIndex={-1}>
        {at.admin === "agents" && <Agents id={at.id} self={self} />}
        {at.admin === "teams" && <Teams id={at.id} />}
        {at.admin === "sites" && <Sites id={at.id} />}
        {at.admin === "keys" && <ApiKeys id={at.id} />}
        {at.admin === "replies" && <CannedReplies id={at.id} />}
        {at.admin === "audit" && <AuditLog query={at.query} />}
      </main>
    </div>
  );
}
