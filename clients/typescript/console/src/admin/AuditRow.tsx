import { AuditContentState, type AuditRecord } from "@supportchat/sdk/agent";
import type { ComponentChildren } from "preact";
import { actionWords, type Names, partyOf, partyWords, readableDetails } from "../lib/audit.js";
import { millis } from "../lib/log.js";
import { exactTime } from "../lib/time.js";
import { chatHref } from "../state/nav.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";

const words = strings.audit;

interface Props {
  record: AuditRecord;
  names: Names;
  open: boolean;
  onToggle: () => void;
}

/** A record in a line, and below it all that it holds. */
export function AuditRow({ record, names, open, onToggle }: Props) {
  const at = millis(record.occurredAt);
  const details = `record-${record.id}`;
  const pressed = (event: MouseEvent) => {
    // A press on a link is for the link, and who marks text means to copy it.
    if (event.target instanceof Element && !event.target.closest("a, button") && !getSelection()?.toString()) onToggle();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button in the row does the same */}
      <tr class={`record ${open ? "open" : ""}`} onClick={pressed} data-record={record.id}>
        <td>
          <time class="num" dateTime={new Date(at).toISOString()}>
            {exactTime(at)}
          </time>
        </td>
        <td dir="auto">{partyWords(record.actor, names)}</td>
        <td>
          {actionWords(record.action)}
          <Preview record={record} />
        </td>
        <td>
          {/* Who logs in does it to themselves. */}
          {record.object !== record.actor && <Thing text={record.object} names={names} />}
        </td>
        <td class="end">
          <Button
            kind="quiet"
            icon="down"
            class="turn"
            label={words.detailsOf(record.id)}
            aria-expanded={open}
            aria-controls={open ? details : undefined}
            onClick={onToggle}
          />
        </td>
      </tr>
      {open && (
        <tr class="detail" id={details}>
          <td colSpan={5}>
            <Details record={record} names={names} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The beginning of what was said. */
function Preview({ record }: { record: AuditRecord }) {
  if (record.content.case === "text" && record.content.value)
    return (
      <span class="cut block muted small preview-line" dir="auto">
        {record.content.value}
      </span>
    );
  if (record.contentState === AuditContentState.ERASED) return <span class="badge">{strings.erase.erased}</span>;
  return null;
}

function Thing({ text, names }: { text: string; names: Names }) {
  if (!text) return null;
  const { kind, id } = partyOf(text);
  const name = partyWords(text, names);
  if (kind === "session" && id !== undefined) return <a href={chatHref(id, undefined)}>{name}</a>;
  return <span dir="auto">{name}</span>;
}

function Details({ record, names }: { record: AuditRecord; names: Names }) {
  const more = readableDetails(record.details);
  return (
    <dl class="audit-facts">
      <Said record={record} />
      <Fact name={words.record}>
        <span class="num">{record.id}</span>
      </Fact>
      <Fact name={words.what}>
        <code>{record.action}</code>
      </Fact>
      <Fact name={words.who}>
        {partyWords(record.actor, names)} <code class="muted">{record.actor}</code>
      </Fact>
      {record.via && (
        <Fact name={words.via}>
          {partyWords(record.via, names)} <code class="muted">{record.via}</code>
        </Fact>
      )}
      {record.source && (
        <Fact name={words.source}>
          <code>{record.source}</code>
        </Fact>
      )}
      {record.chatSessionId !== undefined && record.seq !== undefined && (
        <Fact name={words.placeInChat}>
          <a href={chatHref(record.chatSessionId, undefined)}>{words.seq(record.chatSessionId, record.seq)}</a>
        </Fact>
      )}
      <Fact name={words.occurred}>
        <code>{new Date(millis(record.occurredAt)).toISOString()}</code>
      </Fact>
      <Fact name={words.recorded}>
        <code>{new Date(millis(record.recordedAt)).toISOString()}</code>
      </Fact>
      <Fact name={words.event}>
        <code>{record.eventId}</code>
      </Fact>
      {more && (
        <Fact name={words.more} wide>
          <pre>{more}</pre>
        </Fact>
      )}
      <Fact name={words.commitment} wide>
        <code class="break">{record.commitment}</code>
      </Fact>
      <Fact name={words.hash} wide>
        <code class="break">{record.hash}</code>
      </Fact>
    </dl>
  );
}

/** What was said, or why it is not there. */
function Said({ record }: { record: AuditRecord }) {
  const why = words.contentStates[record.contentState];
  if (record.content.case === "text" && record.content.value)
    return (
      <Fact name={words.content} wide>
        <div class="quote said" dir="auto">
          {record.content.value}
        </div>
      </Fact>
    );
  if (!why) return null;
  return (
    <Fact name={words.content} wide>
      <span class="row muted">
        <Icon name={record.contentState === AuditContentState.ERASED ? "trash" : "key"} />
        {why}
      </span>
    </Fact>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? "wide" : ""}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
