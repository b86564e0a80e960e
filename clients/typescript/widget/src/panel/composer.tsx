/** Where the visitor writes. */

import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Hidden, IconButton, useI18n } from "./ui.js";

/** The most that a message may have, in bytes of UTF-8; and from how many left on we say so. */
export const MAX_BYTES = 16_384;
const SAY_FROM = 1_000;

const encoder = new TextEncoder();
export const byteLength = (text: string): number => encoder.encode(text).length;

interface ComposerProps {
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onFiles: (files: File[]) => void;
  /** Moves the focus here whenever it grows. */
  readonly focus: number;
}

export function Composer({ draft, onDraft, onSend, onFiles, focus }: ComposerProps) {
  const { t, n } = useI18n();
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [Emoji, setEmoji] = useState<ComponentType<{ onPick: (emoji: string) => void; onClose: () => void }>>();
  const [emojiOpen, setEmojiOpen] = useState(false);
  const left = MAX_BYTES - byteLength(draft);
  const ready = draft.trim() !== "" && left >= 0;

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [draft]);
  useEffect(() => {
    if (focus > 0) area.current?.focus({ preventScroll: true });
  }, [focus]);

  function send() {
    if (!ready) return;
    onSend(draft.trim());
    area.current?.focus();
  }
  function insert(emoji: string) {
    const element = area.current;
    if (!element) return;
    element.setRangeText(emoji, element.selectionStart, element.selectionEnd, "end");
    onDraft(element.value);
  }
  async function toggleEmoji() {
    setEmojiOpen(!emojiOpen);
    if (!Emoji) {
      const module = await import("./emoji.js");
      setEmoji(() => module.EmojiPicker);
    }
  }
  function closeEmoji() {
    setEmojiOpen(false);
    area.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {emojiOpen && Emoji && <Emoji onPick={insert} onClose={closeEmoji} />}
      {left < SAY_FROM && (
        <p class={`counter ${left < 0 ? "over" : ""}`} role="status" id="counter">
          {left < 0 ? n("overLimit", -left) : n("charactersLeft", left)}
        </p>
      )}
      <div class="composer-box">
        <IconButton icon="attach" label={t("attach")} onClick={() => picker.current?.click()} />
        <input
          ref={picker}
          class="visually-hidden"
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ currentTarget }) => {
            onFiles([...(currentTarget.files ?? [])]);
            // The same file can be chosen again.
            currentTarget.value = "";
          }}
        />
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={t("write")}
          aria-label={t("write")}
          aria-invalid={left < 0}
          aria-describedby={left < SAY_FROM ? "counter" : undefined}
          enterkeyhint="send"
          onInput={({ currentTarget }) => onDraft(currentTarget.value)}
          onKeyDown={(event) => {
            // An input method's Enter takes a suggestion; 229 is how older Safari says so.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (!files.length) return;
            event.preventDefault();
            onFiles(files);
          }}
        />
        <IconButton icon="emoji" label={t("emoji")} expanded={emojiOpen} onClick={toggleEmoji} />
        <button type="submit" class="send" aria-label={t("send")} title={t("send")} aria-disabled={!ready}>
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 19V5M5.500 11.500L12 5l6.500 6.500" />
          </svg>
        </button>
      </div>
      {left < 0 && <Hidden>{t("tooLong")}</Hidden>}
    </form>
  );
}
