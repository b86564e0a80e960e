/** Above a conversation: whom it is with, and what else can be done. */

import { ChatSessionStatus, type Conversation, PresenceStatus } from "@supportchat/sdk";
import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar, Icon, IconButton, useI18n } from "./ui.js";

interface HeaderProps {
  readonly conversation: Conversation;
  readonly agentsAvailable: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onTranscript: () => void;
  readonly onEnd: () => void;
}

export function Header({ conversation, agentsAvailable, onBack, onClose, onTranscript, onEnd }: HeaderProps) {
  const { t, n } = useI18n();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const { session, profiles, queuePosition } = conversation;
  const status = session?.status;
  const agent = session?.agentId ? profiles.get(`agent:${session.agentId}`) : undefined;
  const waiting = status === ChatSessionStatus.WAITING || (!session && conversation.outgoing.length > 0);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector<HTMLElement>("[role=group] button")?.focus();
    const outside = (event: Event) => !menu.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const presence = agent?.presence === PresenceStatus.ONLINE ? "online" : agent?.presence === PresenceStatus.AWAY ? "away" : "offline";
  const title = waiting ? t("waiting") : agent?.name || t("support");
  const line = waiting
    ? queuePosition
      ? n("position", queuePosition)
      : undefined
    : status === ChatSessionStatus.CLOSED
      ? t("closed")
      : agent
        ? t(presence)
        : undefined;

  return (
    <header class="bar">
      <IconButton icon="back" label={t("back")} onClick={onBack} />
      {waiting ? (
        <span class="avatar queue" aria-hidden="true">
          <Icon name="clock" />
        </span>
      ) : (
        <Avatar profile={agent} />
      )}
      <div class="grow">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p role="status">{line ?? (waiting && !agentsAvailable ? t("unavailable") : "")}</p>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears Escape from the buttons within */}
      <div
        class="menu"
        ref={menu}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !open) return;
          event.stopPropagation();
          setOpen(false);
          menu.current?.querySelector("button")?.focus();
        }}
        onFocusOut={(event) => event.relatedTarget && !menu.current?.contains(event.relatedTarget as Node) && setOpen(false)}
      >
        <IconButton icon="more" label={t("menu")} expanded={open} onClick={() => setOpen(!open)} />
        {open && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
          <div class="menu-items" role="group" aria-label={t("menu")}>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                onTranscript();
              }}
            >
              <Icon name="download" />
              {t("transcript")}
            </button>
            {status !== ChatSessionStatus.CLOSED && session && (
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  onEnd();
                }}
              >
                <Icon name="end" />
                {t("end")}
              </button>
            )}
          </div>
        )}
      </div>
      <IconButton icon="close" label={t("close")} onClick={onClose} />
    </header>
  );
}
