import type { CannedReply } from "@supportchat/sdk";
import { useEffect, useRef } from "preact/hooks";
import { strings } from "../strings.js";

/** The canned replies that fit what was typed. The text field keeps the focus and says which one is meant. */
export function CannedList(props: {
  id: string;
  replies: readonly CannedReply[];
  active: number;
  onPick: (reply: CannedReply) => void;
  onActive: (at: number) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [props.active]);
  return (
    <div class="canned">
      <div class="canned-list" role="listbox" id={props.id} aria-label={strings.cannedReplies} ref={list}>
        {props.replies.map((reply, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's
          <div
            key={String(reply.id)}
            id={`${props.id}-${i}`}
            role="option"
            aria-selected={i === props.active}
            class="canned-option"
            tabIndex={-1}
            onMouseMove={() => props.onActive(i)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(reply)}
          >
            <code>/{reply.shortcut}</code>
            <span class="cut muted" dir="auto">
              {reply.message}
            </span>
          </div>
        ))}
      </div>
      <div class="sr" role="status">
        {strings.cannedFound(props.replies.length)}
      </div>
      {props.replies.length === 0 ? <p class="canned-none muted">{strings.noCannedReply}</p> : <p class="canned-hint muted">{strings.cannedHint}</p>}
    </div>
  );
}
