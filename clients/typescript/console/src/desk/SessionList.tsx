import type { ChatSession } from "@supportchat/sdk";
import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { moveInList } from "../lib/keys.js";
import { useNow, useStore } from "../lib/store.js";
import { me } from "../state/api.js";
import { listsChanged } from "../state/live.js";
import { type ListHandle, VirtualList } from "../ui/VirtualList.js";
import { SessionRow } from "./SessionRow.js";

interface Props {
  sessions: readonly ChatSession[];
  label: string;
  current: number | undefined;
  after?: ComponentChildren;
  previews?: ReadonlyMap<number, { name: string; preview: string | undefined }>;
}

/** Chats one below the other. One of them is in the order of Tab; arrow keys move, Enter opens. */
export function SessionList({ sessions, label, current, previews, after }: Props) {
  useStore(listsChanged);
  const now = useNow(1000);
  const self = useStore(me)?.id ?? 0;
  const [focused, setFocused] = useState<number>();
  const list = useRef<ListHandle | null>(null);
  const keys = useMemo(() => sessions.map((session) => String(session.id)), [sessions]);
  const ids = sessions.map((session) => session.id);
  const inOrder = focused !== undefined && ids.includes(focused) ? focused : current !== undefined && ids.includes(current) ? current : ids[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-session]");
    if (!row) return;
    const at = ids.indexOf(Number(row.dataset["session"]));
    const to = moveInList(event.key, at, ids.length);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setFocused(ids[to]);
    list.current?.show(to);
    const scroller = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-session="${ids[to]}"]`)?.focus());
  };
  return (
    <>
      <VirtualList
        keys={keys}
        guess={60}
        label={label}
        class="sessions"
        handle={list}
        onKeyDown={onKeyDown}
        render={(i) => {
          const session = sessions[i];
          if (!session) return null;
          const hit = previews?.get(session.id);
          return (
            <SessionRow
              session={session}
              me={self}
              now={now}
              current={session.id === current}
              tabbable={session.id === inOrder}
              {...(hit ? { preview: hit.preview, name: hit.name } : {})}
            />
          );
        }}
      />
      {after}
    </>
  );
}
