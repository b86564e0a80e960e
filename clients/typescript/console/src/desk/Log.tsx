import type { Conversation } from "@supportchat/sdk";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ATTACHMENT, logRows, TEXT, USER } from "../lib/log.js";
import { useNow } from "../lib/store.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { type ListHandle, VirtualList } from "../ui/VirtualList.js";
import { Row } from "./Row.js";
import { type Cast, nameOf } from "./words.js";

interface Props {
  conversation: Conversation;
  me: number;
  cast: Cast;
  userId: number;
  /** Whether opening it and reading it counts: only for the agent who has the chat. */
  reads: boolean;
}

/** The log of a conversation: newest at the end, older loaded as one scrolls up. */
export function Log({ conversation, me, cast, userId, reads }: Props) {
  const now = useNow(60_000);
  const mine = conversation.marks.get(`agent:${me}`);
  // What was unread when the chat was opened stays marked until it is left.
  const readBefore = useRef<number | undefined>(undefined);
  if (readBefore.current === undefined && conversation.loaded) readBefore.current = reads ? (mine?.readSeq ?? 0) : Number.MAX_SAFE_INTEGER;
  const rows = useMemo(
    () => logRows(conversation.entries, conversation.outgoing, me, readBefore.current || undefined),
    [conversation.entries, conversation.outgoing, me, conversation.loaded],
  );
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const marks = conversation.marks.get(`user:${userId}`);
  const list = useRef<ListHandle | null>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [missed, setMissed] = useState(0);
  const lastMine = useMemo(() => {
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i];
      if (row?.kind === "message" && row.mine && row.message.kind !== 4) return row.message.seq;
    }
    return 0;
  }, [rows]);

  const loading = useRef(false);
  const [failed, setFailed] = useState(false);
  const [, loaded] = useState(0);
  const loadEarlier = async () => {
    if (!conversation.loaded || !conversation.hasEarlier || loading.current) return;
    loading.current = true;
    try {
      await conversation.loadEarlier();
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      loading.current = false;
      // Whoever has gone on scrolling meanwhile is at the top again, and the list asks for more.
      loaded((n) => n + 1);
    }
  };

  // Seen is what is on the screen of somebody who is looking.
  const lastSeq = conversation.entries[conversation.entries.length - 1]?.seq ?? 0;
  const readSeq = mine?.readSeq ?? 0;
  useEffect(() => {
    const look = () => {
      if (reads && atEnd && lastSeq > readSeq && document.visibilityState === "visible" && document.hasFocus()) conversation.markRead(lastSeq);
    };
    look();
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [reads, atEnd, lastSeq, readSeq, conversation]);

  // New messages are read out, once, by a region of their own: the list itself changes with every scroll.
  const [said, setSaid] = useState({ seq: 0, text: "" });
  useEffect(
    () =>
      conversation.on("entry", (entry) => {
        if (!("message" in entry) || entry.message.sender?.type !== USER) return;
        const kind = entry.message.kind;
        const text = entry.message.body.case === "message" ? entry.message.body.value : kind === ATTACHMENT ? strings.aFile : "";
        if (kind === TEXT || kind === ATTACHMENT) {
          setSaid({ seq: entry.seq, text: `${nameOf(entry.message.sender, cast)}: ${text.slice(0, 300)}` });
          setMissed((n) => n + 1);
        }
      }),
    [conversation, cast],
  );
  useEffect(() => {
    if (atEnd) setMissed(0);
  }, [atEnd, missed]);
  // What oneself has written is always shown.
  const sent = conversation.outgoing.length;
  const sentBefore = useRef(sent);
  useEffect(() => {
    if (sent > sentBefore.current) list.current?.toEnd();
    sentBefore.current = sent;
  }, [sent]);

  if (!conversation.loaded && rows.length === 0) return <LogSkeleton />;
  return (
    <div class="log-wrap">
      <VirtualList
        keys={keys}
        guess={56}
        class="log"
        label={strings.logOf(cast.visitor)}
        stickToEnd
        focusable
        handle={list}
        onTop={failed ? undefined : loadEarlier}
        onAtEnd={setAtEnd}
        before={
          <div class="log-top">
            {failed ? (
              <span>
                {strings.earlierFailed}{" "}
                <Button kind="link" onClick={loadEarlier}>
                  {strings.tryAgain}
                </Button>
              </span>
            ) : conversation.hasEarlier ? (
              <Button kind="link" onClick={loadEarlier}>
                {strings.earlierMessages}
              </Button>
            ) : null}
          </div>
        }
        render={(i) => {
          const row = rows[i];
          return (
            row && (
              <Row
                row={row}
                cast={cast}
                conversation={conversation}
                now={now}
                delivered={marks?.deliveredSeq ?? 0}
                read={marks?.readSeq ?? 0}
                lastMine={lastMine}
              />
            )
          );
        }}
      />
      {!atEnd && (
        <div class="to-end">
          <Button icon="down" onClick={() => list.current?.toEnd()}>
            {missed > 0 ? strings.missed(missed) : strings.toNewest}
          </Button>
        </div>
      )}
      <div class="sr" role="status" aria-live="polite">
        {/* A node of its own for each: the same words twice are two messages. */}
        <p key={said.seq}>{said.text}</p>
      </div>
    </div>
  );
}

function LogSkeleton() {
  return (
    <div class="log-wrap log-skeleton" role="status" aria-label={strings.loading}>
      {[180, 260, 140, 220].map((width, i) => (
        <span key={width} class={`skeleton ${i % 2 ? "out" : ""}`} style={{ inlineSize: `${width}px`, blockSize: i === 1 ? "56px" : "36px" }} />
      ))}
    </div>
  );
}
