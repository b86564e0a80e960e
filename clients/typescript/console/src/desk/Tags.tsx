import type { ChatSession } from "@supportchat/sdk";
import { useId, useRef, useState } from "preact/hooks";
import { addTag, MAX_TAG_LENGTH } from "../lib/tags.js";
import { putSession, rpc } from "../state/api.js";
import { attempt } from "../state/errors.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";

/** The tags of a session as chips, with a field for one more. */
export function Tags({ session }: { session: ChatSession }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const set = async (tags: readonly string[]) => {
    setBusy(true);
    const done = await attempt(async () => {
      const answer = await rpc().agent.setTags({ id: session.id, tags: [...tags] });
      if (answer.chatSession) putSession(answer.chatSession);
    });
    setBusy(false);
    return done;
  };
  const add = async () => {
    const tags = addTag(session.tags, text);
    if (tags === undefined) return setText("");
    if (await set(tags)) setText("");
    input.current?.focus();
  };
  return (
    <div class="tags">
      {session.tags.length > 0 && (
        <ul class="chips" aria-label={strings.tags}>
          {session.tags.map((tag) => (
            <li key={tag} class="chip">
              <span class="cut" dir="auto">
                {tag}
              </span>
              <button
                type="button"
                disabled={busy}
                aria-label={strings.removeTag(tag)}
                onClick={() => set(session.tags.filter((one) => one !== tag))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label for={id} class="sr">
          {strings.addTag}
        </label>
        <input
          id={id}
          ref={input}
          class="input slim"
          data-tag-input
          value={text}
          maxLength={MAX_TAG_LENGTH}
          placeholder={strings.addTag}
          autocomplete="off"
          aria-keyshortcuts="l"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "," && !event.isComposing) {
              event.preventDefault();
              add();
            } else if (event.key === "Backspace" && !text && session.tags.length) set(session.tags.slice(0, -1));
          }}
        />
        {text.trim() && (
          <Button type="submit" busy={busy}>
            {strings.add}
          </Button>
        )}
      </form>
    </div>
  );
}
