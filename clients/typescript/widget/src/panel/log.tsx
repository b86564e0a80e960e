/** The messages of a conversation. Blocks that are far from the screen are empty boxes of the height they had. */

import { ChatSessionStatus, type Conversation, type Message, ParticipantType, type Profile, participantKey } from "@supportchat/sdk";
import { Component } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Body, type Receipt, ReceiptMark, Unsent } from "./bubble.js";
import { eventText } from "./events.js";
import { type Block as BlockOf, blocks, type Item, isMine, items, unreadAfter } from "./timeline.js";
import { Avatar, Hidden, Icon, Skeleton, useI18n } from "./ui.js";

/** How near to the end counts as being there. */
const NEAR = 60;

interface LogProps {
  readonly conversation: Conversation;
  /** Whether the visitor can see it now. */
  readonly visible: boolean;
  readonly onEdit: (text: string) => void;
}

export function Log({ conversation, visible, onEdit }: LogProps) {
  const { t, n } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const top = useRef(0);
  const filling = useRef(false);
  const cut = useRef<BlockOf[]>([]);
  const [away, setAway] = useState(false);
  const { entries, outgoing, profiles, marks } = conversation;
  const me = marks.get(`user:${conversation.session?.userId ?? 0}`);
  const newest = entries.at(-1)?.seq ?? 0;

  // The line between old and new stays where it was when the visitor came back.
  const [seen, setSeen] = useState<number>();
  const read = me?.readSeq ?? 0;
  useEffect(() => {
    if (!visible) setSeen(undefined);
    // Before its mark has come, all would be new.
    else if (conversation.loaded && conversation.followed && seen === undefined) setSeen(unreadAfter(entries, read) ? read : Infinity);
  }, [visible, conversation.loaded, conversation.followed]);

  cut.current = blocks(entries, cut.current);
  useAnchor(box, cut.current[0]?.entries[0]?.seq, atEnd);
  const unread = unreadAfter(entries, read);

  function markRead() {
    // Before it is known what the visitor had seen, it could not be shown what is new.
    const known = conversation.loaded && conversation.followed;
    if (visible && known && atEnd.current && newest > read && document.visibilityState === "visible") conversation.markRead();
  }
  function toEnd(smooth = false) {
    const element = box.current;
    if (!element) return;
    atEnd.current = true;
    const still = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollTo({ top: element.scrollHeight, behavior: still ? "instant" : "smooth" });
  }
  /** Loads earlier messages until there are some above what is shown, or none are left. */
  async function fill() {
    if (filling.current) return;
    filling.current = true;
    try {
      while (box.current && box.current.scrollTop < 600 && conversation.loaded && conversation.hasEarlier) {
        await conversation.loadEarlier();
        await new Promise(requestAnimationFrame);
      }
    } catch {
      // The line is down, which the banner says; the next scroll tries again.
    } finally {
      filling.current = false;
    }
  }
  function scrolled() {
    const element = box.current;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    // Only scrolling up leaves the end; growing beyond the screen does not.
    atEnd.current = near || (atEnd.current && element.scrollTop >= top.current);
    top.current = element.scrollTop;
    setAway(!atEnd.current);
    void fill();
    markRead();
  }

  // What the visitor has just written is always shown to them.
  const unsent = outgoing.length;
  const before = useRef(unsent);
  useLayoutEffect(() => {
    if (unsent > before.current) toEnd();
    before.current = unsent;
  }, [unsent]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  }, [newest, conversation.activities.length, conversation.loaded, visible]);
  useEffect(() => {
    markRead();
    if (visible) void fill();
  }, [newest, visible, conversation.loaded, conversation.followed]);
  useEffect(() => {
    const element = box.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    // A picture that arrives, or the on-screen keyboard, must not move the newest message out of sight.
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(element);
    observer.observe(content);
    document.addEventListener("visibilitychange", markRead);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", markRead);
    };
  }, [visible, newest, conversation, conversation.followed]);

  const others = [...marks.values()].filter((mark) => mark.participant?.type === ParticipantType.AGENT);
  const readSeq = Math.max(0, ...others.map((mark) => mark.readSeq));
  const deliveredSeq = Math.max(readSeq, ...others.map((mark) => mark.deliveredSeq));
  const lastMine = lastOf(entries, isMine);
  const closed = conversation.session?.status === ChatSessionStatus.CLOSED;
  const typing = closed ? undefined : conversation.activities.find((activity) => activity.kind === "typing");

  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="log" ref={box} onScroll={scrolled} role="log" aria-live="off" aria-label={t("log")} aria-busy={!conversation.loaded} tabIndex={0}>
        <div>
          {!conversation.loaded && entries.length === 0 && conversation.id !== undefined ? <Skeleton /> : null}
          {conversation.hasEarlier && entries.length > 0 && (
            <p class="event">
              <button type="button" class="link" onClick={() => conversation.loadEarlier().catch(() => {})}>
                {t("earlier")}
              </button>
            </p>
          )}
          <ol class="rows">
            {cut.current.map((block, i) => (
              <Block
                key={block.id}
                block={block}
                near={i >= cut.current.length - 2}
                profiles={profiles}
                readSeq={readSeq}
                deliveredSeq={deliveredSeq}
                lastMine={lastMine}
                divider={seen ?? Infinity}
                link={(attachment) => conversation.link(attachment)}
              />
            ))}
            {outgoing.map((message) => (
              <Unsent
                key={message.clientMessageId}
                outgoing={message}
                onRetry={() => conversation.retry(message.clientMessageId)}
                onDiscard={() => onEdit(conversation.discard(message.clientMessageId) ?? "")}
              />
            ))}
          </ol>
          {typing && <Typing profile={profiles.get(typing.participant)} />}
        </div>
      </div>
      {away && (
        <button type="button" class="jump" aria-label={unread ? n("jump", unread) : t("jumpNewest")} onClick={() => toEnd(true)}>
          <Icon name="down" />
          {unread > 0 && <span>{n("jump", unread)}</span>}
        </button>
      )}
    </div>
  );
}

function lastOf(entries: Conversation["entries"], test: (message: Message) => boolean): number {
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry && "message" in entry && test(entry.message)) return entry.seq;
  }
  return 0;
}

/** Keeps what the visitor looks at in its place while earlier messages are put before it. */
function useAnchor(box: { readonly current: HTMLDivElement | null }, first: number | undefined, atEnd: { current: boolean }) {
  const held = useRef<{ element: Element; top: number } | undefined>(undefined);
  const shown = useRef(first);
  if (first !== shown.current && box.current && !atEnd.current) {
    const edge = box.current.getBoundingClientRect().top;
    const element = [...box.current.querySelectorAll(".row, .event")].find((row) => row.getBoundingClientRect().bottom > edge);
    if (element) held.current = { element, top: element.getBoundingClientRect().top };
  }
  useLayoutEffect(() => {
    shown.current = first;
    const { element, top } = held.current ?? {};
    held.current = undefined;
    if (element?.isConnected && top !== undefined && box.current) box.current.scrollTop += element.getBoundingClientRect().top - top;
  }, [first]);
}

interface BlockProps {
  readonly block: BlockOf;
  /** One of the newest, which are always there. */
  readonly near: boolean;
  readonly profiles: Conversation["profiles"];
  readonly readSeq: number;
  readonly deliveredSeq: number;
  readonly lastMine: number;
  /** The seq behind which messages are new; infinite where there are none. */
  readonly divider: number;
  readonly link: Conversation["link"];
}

/** A value cut to a block's range: beyond it, nothing changes for the block. */
function clip(block: BlockOf, seq: number): number {
  const first = block.entries[0]?.seq ?? 0;
  const last = block.entries.at(-1)?.seq ?? 0;
  return seq < first - 1 ? 0 : Math.min(seq, last);
}

function sameBlock(a: BlockProps, b: BlockProps): boolean {
  if (a.block !== b.block || a.near !== b.near || a.profiles !== b.profiles) return false;
  const values: ("readSeq" | "deliveredSeq" | "lastMine" | "divider")[] = ["readSeq", "deliveredSeq", "lastMine", "divider"];
  return values.every((name) => clip(a.block, a[name]) === clip(b.block, b[name]));
}

/** Renders a block again only if something of it has changed. */
class Block extends Component<BlockProps> {
  override shouldComponentUpdate(next: BlockProps): boolean {
    return !sameBlock(this.props as BlockProps, next);
  }
  override render() {
    return <BlockBody {...(this.props as BlockProps)} />;
  }
}

function BlockBody({ block, near, profiles, readSeq, deliveredSeq, lastMine, divider, link }: BlockProps) {
  const { t } = useI18n();
  const element = useRef<HTMLLIElement>(null);
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    if (near || !element.current) {
      setHeight(undefined);
      return;
    }
    const observer = new IntersectionObserver(
      ([seen]) => seen && setHeight(seen.isIntersecting ? undefined : Math.round(seen.boundingClientRect.height * 100) / 100),
      { root: element.current.closest(".log"), rootMargin: "1200px 0px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [near]);

  if (height !== undefined && !near) return <li class="block" ref={element} aria-hidden="true" style={{ height: `${height}px` }} />;
  let divided = false;
  return (
    <li class="block" ref={element}>
      <ol class="rows">
        {items(block).flatMap((item) => {
          const row = (
            <Row key={item.key} item={item} profiles={profiles} readSeq={readSeq} deliveredSeq={deliveredSeq} lastMine={lastMine} link={link} />
          );
          const isNew = item.kind === "message" && !item.mine && item.message.seq > divider;
          if (!isNew || divided || (block.entries[0]?.seq ?? 0) > divider + 1) return row;
          divided = true;
          return [
            <li key="new" class="divider">
              <span>{t("newMessages")}</span>
            </li>,
            row,
          ];
        })}
      </ol>
    </li>
  );
}

interface RowProps extends Pick<BlockProps, "profiles" | "readSeq" | "deliveredSeq" | "lastMine" | "link"> {
  readonly item: Item;
}

function Row({ item, profiles, readSeq, deliveredSeq, lastMine, link }: RowProps) {
  const i18n = useI18n();
  if (item.kind === "day") {
    return (
      <li class="day">
        <time dateTime={item.date.toISOString()}>{i18n.day(item.date)}</time>
      </li>
    );
  }
  if (item.kind === "event") {
    const text = eventText(item.message, profiles, i18n);
    return text ? <li class="event">{text}</li> : null;
  }
  const { message, mine, first, last, date } = item;
  const profile = profiles.get(participantKey(message.sender));
  const name = mine ? i18n.t("you") : profile?.name || i18n.t("support");
  const receipt: Receipt = message.seq <= readSeq ? "read" : message.seq <= deliveredSeq ? "delivered" : "sent";
  return (
    <li class={`row ${mine ? "mine" : "theirs"} ${first ? "first" : ""} ${last ? "last" : ""}`}>
      {!mine && (last ? <Avatar profile={profile} size="small" /> : <span class="avatar-gap" />)}
      <div class="stack">
        {first && !mine && (
          <span class="author" aria-hidden="true">
            <bdi>{name}</bdi>
          </span>
        )}
        <Hidden>{i18n.t("saysAt", { name, time: i18n.time(date) })}</Hidden>
        <Body message={message} link={link} />
        {last && (
          <span class="meta">
            <time dateTime={date.toISOString()} aria-hidden="true">
              {i18n.time(date)}
            </time>
            {mine && <ReceiptMark receipt={receipt} words={message.seq === lastMine} />}
          </span>
        )}
      </div>
    </li>
  );
}

function Typing({ profile }: { readonly profile: Profile | undefined }) {
  const { t } = useI18n();
  return (
    <div class="row theirs first last typing">
      <Avatar profile={profile} size="small" />
      <span class="bubble">
        <Hidden>{t("typing", { name: profile?.name || t("support") })}</Hidden>
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
