import type { CannedReply, Conversation } from "@supportchat/sdk";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { cannedQuery, fillReply, matchReplies } from "../lib/canned.js";
import { sendsMessage } from "../lib/keys.js";
import { useStore } from "../lib/store.js";
import { draftOf, keepDraft, type Mode } from "../state/drafts.js";
import { replies } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { CannedList } from "./CannedList.js";

interface Props {
  conversation: Conversation;
  chat: number;
  me: number;
  names: { readonly visitor: string; readonly agent: string };
  /** Why only notes can be written; undefined where replies can. */
  notesOnly: string | undefined;
  /** What the conversation's keys use. */
  handle: { current: ComposerHandle | null };
  onFiles: (files: readonly File[]) => void;
}

export interface ComposerHandle {
  focus(mode: Mode): void;
}

const MAX_BYTES = 16 * 1024;

/** Where an agent writes: to the visitor, or a note for the other agents. It looks so different that nobody mistakes one for the other. */
export function Composer({ conversation, chat, me, names, notesOnly, handle, onFiles }: Props) {
  const [draft, setDraft] = useState(() => draftOf(me, chat));
  const mode: Mode = notesOnly === undefined ? draft.mode : "note";
  const text = draft[mode];
  const [picked, setPicked] = useState<{ query?: string; index: number }>({ index: 0 });
  const [dismissed, setDismissed] = useState(false);
  const [caret, setCaret] = useState(text.length);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const all = useStore(replies);
  const id = useId();

  const query = mode === "reply" && !dismissed ? cannedQuery(text, caret) : undefined;
  const found = query === undefined ? [] : matchReplies(all, query).slice(0, 50);
  const open = query !== undefined;
  // With other words the list begins at its top, at once: who types fast has pressed an arrow before an effect would run.
  const active = picked.query === query ? picked.index : 0;
  const setActive = (index: number) => setPicked({ query, index });
  const tooLong = new TextEncoder().encode(text).length > MAX_BYTES;

  const change = (next: string, at = next.length) => {
    const kept = { ...draft, mode, [mode]: next };
    setDraft(kept);
    keepDraft(me, chat, kept);
    setCaret(at);
    if (!next.startsWith("/")) setDismissed(false);
  };
  const toMode = (next: Mode) => {
    if (next === "reply" && notesOnly !== undefined) return;
    const kept = { ...draft, mode: next };
    setDraft(kept);
    keepDraft(me, chat, kept);
    setCaret(kept[next].length);
  };
  handle.current = {
    focus(next) {
      toMode(next);
      area.current?.focus();
    },
  };
  useEffect(
    () => () => {
      handle.current = null;
    },
    [handle],
  );

  // The field is as high as its text, up to a third of the screen.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${Math.min(element.scrollHeight, Math.max(120, window.innerHeight / 3))}px`;
  }, [text, mode]);

  const insert = (reply: CannedReply) => {
    change(fillReply(reply.message, names));
    requestAnimationFrame(() => area.current?.focus());
  };
  const send = () => {
    const words = text.trim();
    if (!words || tooLong) return;
    if (mode === "note") conversation.sendNote(words);
    else conversation.send(words);
    change("");
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (open) {
      const meant = found[active];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (found.length) setActive((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
        return;
      }
      if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && meant) {
        event.preventDefault();
        insert(meant);
        return;
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        setDismissed(true);
        return;
      }
    }
    if (sendsMessage(event)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      // Back to where single keys are commands.
      event.stopPropagation();
      area.current?.closest<HTMLElement>("[data-chat]")?.focus();
    }
  };

  return (
    <section class={`composer ${mode}`} aria-label={strings.composer}>
      {open && <CannedList id={`${id}-canned`} replies={found} active={active} onPick={insert} onActive={setActive} />}
      <div class="composer-head">
        <fieldset class="segments" aria-label={strings.composerMode}>
          <button
            type="button"
            aria-pressed={mode === "reply"}
            aria-keyshortcuts="r"
            disabled={notesOnly !== undefined}
            onClick={() => handle.current?.focus("reply")}
          >
            {strings.reply}
          </button>
          <button type="button" aria-pressed={mode === "note"} aria-keyshortcuts="n" onClick={() => handle.current?.focus("note")}>
            {strings.note}
          </button>
        </fieldset>
        <span class="muted small cut">{mode === "note" ? strings.onlyAgentsSee : ""}</span>
      </div>
      <textarea
        ref={area}
        class="composer-text"
        rows={2}
        dir="auto"
        value={text}
        aria-label={mode === "note" ? strings.noteLabel : strings.replyLabel(names.visitor)}
        placeholder={mode === "note" ? strings.notePlaceholder : strings.replyPlaceholder}
        aria-autocomplete={mode === "reply" ? "list" : undefined}
        aria-haspopup={mode === "reply" ? "listbox" : undefined}
        aria-controls={open ? `${id}-canned` : undefined}
        aria-activedescendant={open && found.length ? `${id}-canned-${active}` : undefined}
        aria-invalid={tooLong || undefined}
        onInput={(event) => {
          change(event.currentTarget.value, event.currentTarget.selectionStart);
          if (event.currentTarget.value) conversation.typing(mode === "note");
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length === 0 || mode === "note") return;
          event.preventDefault();
          onFiles(files);
        }}
      />
      <div class="composer-foot">
        {mode === "reply" && (
          <>
            <Button kind="quiet" icon="clip" label={strings.attach} onClick={() => picker.current?.click()} />
            <Button
              kind="quiet"
              icon="bolt"
              label={strings.cannedReplies}
              onClick={() => {
                setDismissed(false);
                change(text.trim() ? text : "/");
                area.current?.focus();
              }}
              disabled={text.trim() !== "" && !open}
            />
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                onFiles([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = "";
              }}
            />
          </>
        )}
        <span class="grow muted small cut composer-hint">{tooLong ? strings.tooLong : strings.enterSends}</span>
        <Button kind="primary" icon={mode === "note" ? "note" : "send"} disabled={!text.trim() || tooLong} onClick={send}>
          {mode === "note" ? strings.addNote : strings.send}
        </Button>
      </div>
    </section>
  );
}
