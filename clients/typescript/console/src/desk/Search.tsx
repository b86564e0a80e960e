import type { ChatSession, SearchHit } from "@supportchat/sdk/agent";
import { useEffect, useRef, useState } from "preact/hooks";
import { millis } from "../lib/log.js";
import { fullTime } from "../lib/time.js";
import { rpc } from "../state/api.js";
import { describe } from "../state/errors.js";
import { wantVisitor } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";
import { SessionList } from "./SessionList.js";

interface Found {
  readonly hits: readonly SearchHit[];
  readonly next: string;
  readonly back: number;
  readonly state: "searching" | "paused" | "done" | "failed";
  readonly error?: unknown;
}

/** After so many hits it waits until it is asked for more. */
const ENOUGH = 40;

/** Looks through names and messages, page after page, and says how far back it has come. */
export function Search({ query, current }: { query: string; current: number | undefined }) {
  const [found, setFound] = useState<Found>({ hits: [], next: "", back: 0, state: "searching" });
  const turn = useRef(0);

  const run = async (from: Found, mine: number) => {
    let now = from;
    let fresh = 0;
    try {
      do {
        const answer = await rpc().agent.searchChatSessions({ query, pageSize: 20, pageToken: now.next });
        if (mine !== turn.current) return;
        fresh += answer.hits.length;
        for (const hit of answer.hits) if (hit.chatSession) wantVisitor(hit.chatSession.userId);
        const next = answer.nextPageToken;
        now = {
          hits: [...now.hits, ...answer.hits],
          next,
          back: answer.searchedTo ? millis(answer.searchedTo) : now.back,
          state: !next ? "done" : fresh >= ENOUGH ? "paused" : "searching",
        };
        setFound(now);
      } while (now.state === "searching");
    } catch (error) {
      if (mine === turn.current) setFound({ ...now, state: "failed", error });
    }
  };
  useEffect(() => {
    const mine = ++turn.current;
    const fresh: Found = { hits: [], next: "", back: 0, state: "searching" };
    setFound(fresh);
    const timer = setTimeout(() => run(fresh, mine), 250);
    return () => {
      turn.current++;
      clearTimeout(timer);
    };
  }, [query]);
  const on = () => {
    setFound((old) => ({ ...old, state: "searching" }));
    run({ ...found, state: "searching" }, ++turn.current);
  };
  const stop = () => {
    turn.current++;
    setFound((old) => ({ ...old, state: "paused" }));
  };

  const sessions = found.hits.flatMap((hit) => hit.chatSession ?? []) as ChatSession[];
  const previews = new Map(
    found.hits.map((hit) => [
      hit.chatSession?.id ?? 0,
      { name: hit.userName, preview: hit.message?.body.case === "message" ? excerpt(hit.message.body.value, query) : strings.nameMatches },
    ]),
  );
  const back = found.back ? fullTime(found.back) : "";
  return (
    <>
      {sessions.length > 0 && <SessionList sessions={sessions} label={strings.searchResults} current={current} previews={previews} />}
      {found.state === "done" && sessions.length === 0 && (
        <div class="empty">
          <Icon name="search" />
          <h3>{strings.nothingFound}</h3>
          <p>{strings.nothingFoundHint(query)}</p>
        </div>
      )}
      <div class="search-foot small" role="status">
        {found.state === "searching" && (
          <>
            <Icon name="spinner" class="spin" />
            <span class="grow">{back ? strings.searchedBack(back) : strings.searching}</span>
            {back && (
              <Button kind="link" onClick={stop}>
                {strings.stop}
              </Button>
            )}
          </>
        )}
        {found.state === "paused" && (
          <>
            <span class="grow">{strings.searchedBack(back)}</span>
            <Button kind="link" onClick={on}>
              {strings.searchFurther}
            </Button>
          </>
        )}
        {found.state === "done" && sessions.length > 0 && <span>{strings.searchedAll(sessions.length)}</span>}
        {found.state === "failed" && (
          <>
            <Icon name="warn" />
            <span class="grow">{describe(found.error)}</span>
            <Button kind="link" onClick={on}>
              {strings.tryAgain}
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** The part of a text around what was looked for. */
function excerpt(text: string, query: string): string {
  const at = text.toLocaleLowerCase().indexOf(query.toLocaleLowerCase());
  if (at <= 24) return text.slice(0, 140);
  // From the beginning of a word on, where one begins nearby.
  const space = text.indexOf(" ", at - 24);
  const from = space >= 0 && space < at ? space + 1 : at - 20;
  return `…${text.slice(from, at + 120)}`;
}
