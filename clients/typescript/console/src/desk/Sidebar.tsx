import { useEffect, useState } from "preact/hooks";
import { badge } from "../lib/queue.js";
import type { ListName } from "../lib/route.js";
import { useStore } from "../lib/store.js";
import { inboxLoaded, me } from "../state/api.js";
import { describe } from "../state/errors.js";
import { ACTIVE, CLOSED, mine, queue } from "../state/lists.js";
import { counts, listsChanged } from "../state/live.js";
import { go, route } from "../state/nav.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";
import { usePaged } from "./paged.js";
import { Search } from "./Search.js";
import { SessionList } from "./SessionList.js";

const ADMIN = 2;
const LISTS: Exclude<ListName, "search">[] = ["mine", "queue", "open", "closed"];

/** The lists: what is mine, what waits, for administrators all that is open, and what was closed. */
export function Sidebar() {
  const at = useStore(route);
  const agent = useStore(me);
  const { waiting, mine: own, unread } = useStore(counts);
  const [query, setQuery] = useState("");
  const list = (at.page === "chats" && at.list) || "mine";
  const current = at.page === "chats" ? at.chat : undefined;
  const show = (name: ListName) => {
    setQuery("");
    go({ page: "chats", chat: current, list: name }, true);
  };
  const shown = LISTS.filter((name) => name !== "open" || agent?.role === ADMIN);
  const searching = query.trim().length >= 2;
  const numbers: Partial<Record<ListName, number>> = { mine: own, queue: waiting };
  return (
    <nav class="sidebar" aria-label={strings.chats} id="chats">
      <div class="search">
        <Icon name="search" />
        <input
          class="input slim"
          type="search"
          aria-label={strings.search}
          placeholder={strings.searchHint}
          aria-keyshortcuts="/"
          data-search
          maxLength={100}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            if (query) setQuery("");
            else event.currentTarget.blur();
          }}
        />
      </div>
      {!searching && (
        <fieldset class="tabs" aria-label={strings.lists}>
          {shown.map((name) => (
            <button key={name} type="button" aria-pressed={list === name} onClick={() => show(name)}>
              {strings.listNames[name]}
              {(numbers[name] ?? 0) > 0 && (
                <span class={`badge ${name === "queue" ? "warn" : unread > 0 ? "accent" : ""}`}>
                  {badge(name === "mine" && unread > 0 ? unread : (numbers[name] ?? 0))}
                </span>
              )}
            </button>
          ))}
        </fieldset>
      )}
      <div class="sidebar-list">
        {searching ? (
          <Search query={query.trim()} current={current} />
        ) : list === "queue" || list === "mine" ? (
          <Inbox list={list} current={current} />
        ) : (
          <Stored key={list} status={list === "open" ? ACTIVE : CLOSED} current={current} />
        )}
      </div>
    </nav>
  );
}

function Inbox({ list, current }: { list: "queue" | "mine"; current: number | undefined }) {
  useStore(listsChanged);
  const loaded = useStore(inboxLoaded);
  const { waiting } = useStore(counts);
  const sessions = list === "queue" ? queue() : mine();
  if (sessions.length > 0) return <SessionList sessions={sessions} label={strings.listNames[list]} current={current} />;
  if (!loaded) return <ListSkeleton />;
  return (
    <div class="empty">
      <Icon name={list === "queue" ? "check" : "chat"} />
      <h3>{strings.emptyLists[list].title}</h3>
      <p>{strings.emptyLists[list].text}</p>
      {list === "mine" && waiting > 0 && (
        <Button onClick={() => go({ page: "chats", chat: current, list: "queue" }, true)}>{strings.seeQueue(waiting)}</Button>
      )}
    </div>
  );
}

function Stored({ status, current }: { status: number; current: number | undefined }) {
  const paged = usePaged({ status }, 15_000);
  const name = status === ACTIVE ? "open" : "closed";
  // A chat that was just closed shows up here at once.
  const own = useStore(counts, (all) => all.mine);
  useEffect(() => paged.refresh(), [own]);
  if (paged.sessions.length === 0) {
    if (paged.state === "loading") return <ListSkeleton />;
    if (paged.state === "failed")
      return (
        <div class="empty" role="alert">
          <Icon name="warn" />
          <h3>{strings.listFailed}</h3>
          <p>{describe(paged.error)}</p>
          <Button onClick={paged.again}>{strings.tryAgain}</Button>
        </div>
      );
    return (
      <div class="empty">
        <Icon name="archive" />
        <h3>{strings.emptyLists[name].title}</h3>
        <p>{strings.emptyLists[name].text}</p>
      </div>
    );
  }
  return (
    <SessionList
      sessions={paged.sessions}
      label={strings.listNames[name]}
      current={current}
      after={
        paged.more && (
          <div class="search-foot">
            <Button kind="quiet" busy={paged.state === "loading"} onClick={paged.next}>
              {strings.showMore}
            </Button>
          </div>
        )
      }
    />
  );
}

export function ListSkeleton() {
  return (
    <div role="status" aria-label={strings.loading}>
      {[0, 1, 2, 3].map((i) => (
        <div key={i} class="session">
          <span class="skeleton round" />
          <span class="grow">
            <span class="skeleton line" />
            <span class="skeleton line short" />
          </span>
        </div>
      ))}
    </div>
  );
}
