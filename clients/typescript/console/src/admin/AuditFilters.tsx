import type { ApiKey } from "@supportchat/sdk/agent";
import { useEffect, useState } from "preact/hooks";
import { type AuditFilter, actionWords, type Names, partyOf, partyWords } from "../lib/audit.js";
import { useStore } from "../lib/store.js";
import { agents } from "../state/people.js";
import { strings } from "../strings.js";
import { Field } from "../ui/Field.js";

const words = strings.audit;
/** Of the choices of whom: a visitor, whose number is asked for beside it. */
const VISITOR = "user";
/** How long somebody may pause while they type a number. */
const TYPED_MS = 400;

interface Props {
  filter: AuditFilter;
  names: Names;
  keys: readonly ApiKey[];
  onFilter: (filter: AuditFilter) => void;
  /** Whether they are there on a phone too. */
  shown: boolean;
}

/** What to show of the log: of which chat, who, what, and when. */
export function AuditFilters({ filter, names, keys, onFilter, shown }: Props) {
  const all = useStore(agents);
  const actor = partyOf(filter.actor);
  const [visitor, setVisitor] = useState(actor.kind === VISITOR);
  useEffect(() => {
    if (filter.actor) setVisitor(actor.kind === VISITOR);
  }, [filter.actor]);
  const known = new Set([...all.map((agent) => `agent:${agent.id}`), ...keys.map((key) => `key:${key.id}`), ...Object.keys(words.parties)]);
  const pick = (value: string) => {
    setVisitor(value === VISITOR);
    onFilter({ ...filter, actor: value === VISITOR ? "" : value });
  };
  return (
    <form class={`audit-filters ${shown ? "shown" : ""}`} aria-label={words.filters} onSubmit={(event) => event.preventDefault()}>
      <NumberField label={words.chat} value={filter.chat} onValue={(chat) => onFilter({ ...filter, chat })} />
      <Field label={words.who}>
        {(ties) => (
          <select class="input" {...ties} value={visitor ? VISITOR : filter.actor} onChange={(event) => pick(event.currentTarget.value)}>
            <option value="">{words.anyone}</option>
            <option value={VISITOR}>{words.aVisitor}</option>
            {filter.actor && actor.kind !== VISITOR && !known.has(filter.actor) && (
              <option value={filter.actor}>{partyWords(filter.actor, names)}</option>
            )}
            <optgroup label={strings.agents}>
              {all.map((agent) => (
                <option key={agent.id} value={`agent:${agent.id}`}>
                  {agent.name}
                </option>
              ))}
            </optgroup>
            {keys.length > 0 && (
              <optgroup label={strings.adminPages.keys.title}>
                {keys.map((key) => (
                  <option key={key.id} value={`key:${key.id}`}>
                    {key.name}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label={words.others}>
              {Object.entries(words.parties).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
        )}
      </Field>
      {visitor && (
        <NumberField
          label={words.visitorNumber}
          value={actor.kind === VISITOR ? actor.id : undefined}
          onValue={(id) => onFilter({ ...filter, actor: id === undefined ? "" : `${VISITOR}:${id}` })}
          autofocus={!filter.actor}
        />
      )}
      <Field label={words.what}>
        {(ties) => (
          <select class="input" {...ties} value={filter.action} onChange={(event) => onFilter({ ...filter, action: event.currentTarget.value })}>
            <option value="">{words.anything}</option>
            {filter.action && !(filter.action in words.groups) && !(filter.action in words.actions) && (
              <option value={filter.action}>{filter.action}</option>
            )}
            {Object.entries(words.groups).map(([prefix, name]) => (
              <optgroup key={prefix} label={name}>
                <option value={prefix}>{words.allOf(name)}</option>
                {Object.keys(words.actions)
                  .filter((action) => action.startsWith(prefix))
                  .map((action) => (
                    <option key={action} value={action}>
                      {actionWords(action)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <TimeField label={words.from} value={filter.from} onValue={(from) => onFilter({ ...filter, from })} />
      <TimeField label={words.until} value={filter.until} onValue={(until) => onFilter({ ...filter, until })} />
    </form>
  );
}

/** An id that is typed. It counts when the typing pauses, so that not each digit asks the server. */
function NumberField(props: { label: string; value: number | undefined; onValue: (value: number | undefined) => void; autofocus?: boolean }) {
  const written = props.value === undefined ? "" : String(props.value);
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  const meant = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
  const changed = text !== written && (text === "" || meant !== undefined);
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => props.onValue(meant), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, changed]);
  return (
    <Field label={props.label}>
      {(ties) => (
        <input
          class="input num"
          {...ties}
          inputMode="numeric"
          autocomplete="off"
          autofocus={props.autofocus}
          aria-invalid={text !== "" && meant === undefined ? true : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value.trim().replace(/^#/, ""))}
        />
      )}
    </Field>
  );
}

function TimeField({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return (
    <Field label={label}>
      {(ties) => (
        <input class="input" type="datetime-local" {...ties} value={value} onChange={(event) => onValue(event.currentTarget.value.slice(0, 16))} />
      )}
    </Field>
  );
}
