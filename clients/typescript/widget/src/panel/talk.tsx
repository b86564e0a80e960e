/** One conversation: header, messages, and below them where one writes or, once it is over, rates it. */

import { ChatSessionStatus, type Connection, type Conversation, MessageKind, participantKey } from "@supportchat/sdk";
import type { ComponentType } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { eventText } from "./events.js";
import { Header } from "./header.js";
import { Log } from "./log.js";
import type { RatingProps } from "./rating.js";
import { isMine } from "./timeline.js";
import { Hidden, Icon, useChanges, useI18n } from "./ui.js";

export interface TalkProps {
  readonly conversation: Conversation;
  readonly connection: Connection;
  readonly site: string;
  readonly agentsAvailable: boolean;
  readonly maxAttachmentBytes: number;
  readonly visible: boolean;
  readonly draft: string;
  readonly focus: number;
  readonly onDraft: (text: string) => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onNew: () => void;
  readonly onEnd: (id: number) => Promise<void>;
  readonly onRate: (id: number, score: number, comment: string) => Promise<void>;
  readonly onReconnect: () => void;
}

export function Talk(props: TalkProps) {
  const { conversation, visible, draft, onDraft } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const [notice, setNotice] = useState<string>();
  const [spoken, setSpoken] = useState({ seq: 0, text: "" });
  const [ending, setEnding] = useState(false);
  const [refocus, setRefocus] = useState(0);
  const [dragging, setDragging] = useState(0);
  useChanges(
    useCallback((changed) => conversation.on("change", changed), [conversation]),
    conversation,
  );

  // What arrives is read out once; the log itself is silent, because it also changes when one scrolls.
  useEffect(
    () =>
      conversation.on("entry", (entry) => {
        if (!("message" in entry) || isMine(entry.message)) return;
        const { message } = entry;
        const name = conversation.profiles.get(participantKey(message.sender))?.name || t("support");
        const text =
          message.kind === MessageKind.EVENT
            ? eventText(message, conversation.profiles, i18n)
            : `${name}: ${message.body.case === "message" ? message.body.value : message.body.case === "attachment" ? message.body.value.name : t("unreadable")}`;
        if (text) setSpoken({ seq: entry.seq, text });
      }),
    [conversation, i18n],
  );

  function files(list: readonly File[]) {
    setNotice(undefined);
    for (const file of list) {
      if (file.size > props.maxAttachmentBytes) setNotice(t("tooBig", { name: file.name, size: i18n.bytes(props.maxAttachmentBytes) }));
      else if (file.size === 0) setNotice(t("emptyFile", { name: file.name }));
      else conversation.sendFile(file);
    }
  }
  async function transcript() {
    const { downloadTranscript } = await import("./transcript.js");
    await downloadTranscript(conversation, props.site, i18n);
  }
  async function end() {
    setEnding(false);
    try {
      if (conversation.id !== undefined) await props.onEnd(conversation.id);
    } catch (error) {
      setNotice(error instanceof Error ? error.message : t("errorTitle"));
    }
  }

  const { session } = conversation;
  const closed = session?.status === ChatSessionStatus.CLOSED;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  return (
    <main
      class="talk"
      onDragEnter={(event) => !closed && hasFiles(event) && setDragging(dragging + 1)}
      onDragLeave={(event) => hasFiles(event) && setDragging(Math.max(0, dragging - 1))}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDragging(0);
        if (!closed) files([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Header
        conversation={conversation}
        agentsAvailable={props.agentsAvailable}
        onBack={props.onBack}
        onClose={props.onClose}
        onTranscript={transcript}
        onEnd={() => setEnding(true)}
      />
      <Banner connection={props.connection} onRetry={props.onReconnect} />
      <Log
        conversation={conversation}
        visible={visible}
        onEdit={(text) => {
          if (text) onDraft(draft ? `${text}\n${draft}` : text);
          setRefocus(refocus + 1);
        }}
      />
      {session?.status === ChatSessionStatus.WAITING && <p class="hint">{t(props.agentsAvailable ? "waitingHint" : "waitingAway")}</p>}
      <div class="visually-hidden" role="status" aria-live="polite">
        {/* A node of its own for each: the same words twice are two messages. */}
        <p key={spoken.seq}>{spoken.text}</p>
      </div>
      {notice && (
        <p class="notice" role="alert">
          <Icon name="warn" />
          <span dir="auto">{notice}</span>
          <button type="button" class="link" onClick={() => setNotice(undefined)}>
            {t("cancel")}
          </button>
        </p>
      )}
      {ending && <EndQuestion onEnd={end} onCancel={() => setEnding(false)} />}
      {closed ? (
        <Ended {...props} onTranscript={transcript} />
      ) : (
        <Composer
          draft={draft}
          focus={props.focus + refocus}
          onDraft={(text) => {
            onDraft(text);
            if (text) conversation.typing();
          }}
          onSend={(text) => {
            conversation.send(text);
            onDraft("");
          }}
          onFiles={files}
        />
      )}
      {dragging > 0 && (
        <div class="drop">
          <Icon name="attach" />
          {t("drop")}
        </div>
      )}
    </main>
  );
}

function EndQuestion({ onEnd, onCancel }: { readonly onEnd: () => void; readonly onCancel: () => void }) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  return (
    <div
      class="question"
      role="alertdialog"
      aria-label={t("endQuestion")}
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <p>{t("endQuestion")}</p>
      <button type="button" class="quiet" onClick={onCancel}>
        {t("cancel")}
      </button>
      <button type="button" class="primary" onClick={onEnd}>
        {t("endConfirm")}
      </button>
    </div>
  );
}

function Ended({ conversation, onRate, onNew, onTranscript }: TalkProps & { readonly onTranscript: () => void }) {
  const { t } = useI18n();
  const [Rating, setRating] = useState<ComponentType<RatingProps>>();
  const rated = conversation.session?.rating;
  useEffect(() => {
    if (!Rating) void import("./rating.js").then((module) => setRating(() => module.Rating));
  }, []);
  return (
    <section class="ended">
      {Rating && conversation.id !== undefined ? (
        <Rating rated={rated?.score} onRate={(score, comment) => onRate(conversation.id ?? 0, score, comment)} />
      ) : (
        <Hidden>{t("loading")}</Hidden>
      )}
      <div class="actions">
        <button type="button" class="quiet" onClick={onTranscript}>
          <Icon name="download" />
          {t("transcript")}
        </button>
        <button type="button" class={rated ? "primary" : "quiet"} onClick={onNew}>
          <Icon name="plus" />
          {t("newConversation")}
        </button>
      </div>
    </section>
  );
}
