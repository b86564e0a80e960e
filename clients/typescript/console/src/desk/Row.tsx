import type { Conversation, Message } from "@supportchat/sdk";
import type { ComponentChildren } from "preact";
import { ATTACHMENT, type LogRow, millis, NOTE } from "../lib/log.js";
import { clock, dayName, fullTime } from "../lib/time.js";
import { describe } from "../state/errors.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";
import { AttachmentView } from "./Attachment.js";
import { Text } from "./Text.js";
import { type Cast, eventWords, nameOf } from "./words.js";

interface Props {
  row: LogRow;
  cast: Cast;
  conversation: Conversation;
  now: number;
  /** How far the visitor has received and read. */
  delivered: number;
  read: number;
  /** The seq of the agent's newest message; its mark is said in words. */
  lastMine: number;
}

/** One row of the log. */
export function Row(props: Props) {
  const { row, cast } = props;
  switch (row.kind) {
    case "day":
      return (
        <div class="day">
          <span>{dayName(row.at, props.now)}</span>
        </div>
      );
    case "new":
      return (
        <div class="day new">
          <span>{strings.newMessages}</span>
        </div>
      );
    case "event":
      return (
        <p class="event" dir="auto">
          {eventWords(row.message, cast)} <Time at={millis(row.message.createdAt)} />
        </p>
      );
    case "message":
      return <Stored {...props} row={row} />;
    case "outgoing":
      return <Unsent {...props} row={row} />;
  }
}

function Time({ at }: { at: number }) {
  return (
    <time class="num" dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {clock(at)}
    </time>
  );
}

function Stored({ row, cast, conversation, delivered, read, lastMine }: Props & { row: Extract<LogRow, { kind: "message" }> }) {
  const { message } = row;
  const note = message.kind === NOTE;
  const outwards = message.sender?.type !== 2;
  const name = nameOf(message.sender, cast);
  const seq = message.seq;
  const mark = !outwards || note ? undefined : seq <= read ? "read" : seq <= delivered ? "delivered" : "sent";
  const at = millis(message.createdAt);
  return (
    <article
      class={`msg ${outwards ? "out" : "in"} ${row.first ? "first" : ""} ${row.last ? "last" : ""} ${note ? "note" : ""}`}
      aria-label={note ? strings.noteBy(name) : name}
    >
      {!outwards && <span class="gutter">{row.first && <Avatar name={name} size="s" />}</span>}
      <div class="stack">
        {row.first && (
          <div class="who">
            <strong dir="auto">{row.mine ? strings.you : name}</strong>
            {note && <span>{strings.onlyAgents}</span>}
          </div>
        )}
        <Bubble>
          <Body message={message} conversation={conversation} />
        </Bubble>
        <div class={`meta ${row.mine && seq === lastMine ? "told" : ""}`}>
          <Time at={at} />
          {mark && <Mark mark={mark} words={row.mine && seq === lastMine} />}
        </div>
      </div>
    </article>
  );
}

function Mark({ mark, words }: { mark: "sent" | "delivered" | "read"; words: boolean }) {
  return (
    <span class={`mark ${mark}`}>
      <Icon name={mark === "sent" ? "check" : "checks"} />
      <span class={words ? "" : "sr"}>{strings.marks[mark]}</span>
    </span>
  );
}

function Bubble({ children }: { children: ComponentChildren }) {
  return <div class="bubble">{children}</div>;
}

function Body({ message, conversation }: { message: Message; conversation: Conversation }) {
  if (message.erased)
    return (
      <em class="row muted erased">
        <Icon name="trash" />
        {strings.erase.message}
      </em>
    );
  if (message.body.case === "attachment" && message.kind === ATTACHMENT)
    return <AttachmentView attachment={message.body.value} conversation={conversation} />;
  if (message.body.case === "encrypted") return <em class="muted">{strings.encrypted}</em>;
  return <Text text={message.body.case === "message" ? message.body.value : ""} />;
}

function Unsent({ row, conversation }: Props & { row: Extract<LogRow, { kind: "outgoing" }> }) {
  const { outgoing } = row;
  const failed = outgoing.state === "failed";
  const note = outgoing.kind === "note";
  return (
    <article
      class={`msg out unsent ${row.first ? "first" : ""} ${note ? "note" : ""} ${failed ? "failed" : ""}`}
      aria-label={note ? strings.noteBy(strings.you) : strings.you}
    >
      <div class="stack">
        {row.first && (
          <div class="who">
            <strong>{strings.you}</strong>
            {note && <span>{strings.onlyAgents}</span>}
          </div>
        )}
        <Bubble>
          {outgoing.file ? (
            <div class="file">
              <Icon name="file" />
              <span class="grow">
                <span class="cut name" dir="auto">
                  {outgoing.file.name}
                </span>
                <progress max={1} value={outgoing.file.progress} aria-label={strings.uploading(outgoing.file.name)} />
              </span>
            </div>
          ) : (
            <Text text={outgoing.text} />
          )}
        </Bubble>
        <div class="meta">
          <span class="mark">
            <Icon name={failed ? "warn" : "clock"} />
            {failed && outgoing.error ? strings.notSentBecause(describe(outgoing.error)) : strings.outgoing[outgoing.state]}
          </span>
          {outgoing.state !== "sending" && (
            <>
              {failed && (
                <Button kind="link" onClick={() => conversation.retry(outgoing.clientMessageId)}>
                  {strings.retry}
                </Button>
              )}
              <Button kind="link" onClick={() => conversation.discard(outgoing.clientMessageId)}>
                {strings.discard}
              </Button>
            </>
          )}
        </div>
      </div>
    </article>
  );
}
