/** A small choice of emoji: a grid that arrows walk through. Loaded when it is first opened. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useI18n } from "./ui.js";

const COLUMNS = 8;
const EMOJI = [..."😀😄😅😂🙂😉😊😍😘😜🤔🤨😐🙄😏😴😕😟😢😭😤😡🤯😱🥳😎🤓🤗🤝🙏👍👎👌👏🙌💪👋🤞🔥✨🎉🎁💡✅❌❓❗⏳⭐💛💙💚📦🚚🛒💳📷📎📍☎✉🔒🔧☕🍕"];

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const { t, dir } = useI18n();
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);

  function go(to: number) {
    const next = Math.max(0, Math.min(EMOJI.length - 1, to));
    setAt(next);
    (grid.current?.querySelectorAll("button")[next] as HTMLElement | undefined)?.focus();
  }
  useEffect(() => go(0), []);

  function pressed(event: KeyboardEvent) {
    const forward = dir === "rtl" ? -1 : 1;
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step) go(at + step);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(EMOJI.length - 1);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    // Escape closes this, not the whole panel.
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      class="emoji"
      ref={grid}
      role="group"
      aria-label={t("emojiPicker")}
      onKeyDown={pressed}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Element | null;
        if (to && !grid.current?.contains(to) && !to.closest(".composer")) onClose();
      }}
    >
      {EMOJI.map((emoji, i) => (
        <button type="button" key={emoji} tabIndex={i === at ? 0 : -1} onFocus={() => setAt(i)} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
