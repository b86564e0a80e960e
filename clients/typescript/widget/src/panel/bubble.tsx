/** One message: text with safe links, an image, a file; and what became of it. */

import type { Attachment, Conversation, Message, Outgoing } from "@supportchat/sdk";
import { useEffect, useState } from "preact/hooks";
import { linkify } from "./linkify.js";
import { Hidden, Icon, type IconName, useI18n } from "./ui.js";

export function Text({ text }: { readonly text: string }) {
  return (
    <span class="text" dir="auto">
      {linkify(text).map((piece) =>
        piece.href ? (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </span>
  );
}

export function Body({ message, link }: { readonly message: Message; readonly link: Conversation["link"] }) {
  const { t } = useI18n();
  if (message.erased) return <span class="bubble muted">{t("erased")}</span>;
  if (message.body.case === "message") {
    const text = message.body.value;
    return (
      <span class={`bubble ${/^(\p{Extended_Pictographic}\u{fe0f}?\s*){1,3}$/u.test(text) ? "big" : ""}`}>
        <Text text={text} />
      </span>
    );
  }
  if (message.body.case === "attachment") return <File attachment={message.body.value} link={link} />;
  return <span class="bubble muted">{t("unreadable")}</span>;
}

// The server says of which files it made sure that they are such images; nothing else is ever shown.
const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

function File({ attachment, link }: { readonly attachment: Attachment; readonly link: Conversation["link"] }) {
  const { t, bytes } = useI18n();
  const [url, setUrl] = useState<string>();
  const [failed, setFailed] = useState(false);
  const image = SHOWN.has(attachment.contentType) && !failed;

  useEffect(() => {
    let gone = false;
    if (image)
      link(attachment).then(
        (address) => !gone && setUrl(address),
        () => !gone && setFailed(true),
      );
    return () => {
      gone = true;
    };
  }, [attachment.id, image]);

  async function open(event: Event) {
    event.preventDefault();
    // Opened before the answer is there: afterwards the browser would take it for a pop-up.
    const page = window.open("about:blank", "_blank");
    try {
      const address = await link(attachment);
      if (page) {
        page.opener = null;
        page.location.href = address;
      }
    } catch {
      page?.close();
      setFailed(true);
    }
  }

  if (image) {
    const { width, height } = attachment;
    return (
      <button type="button" class="picture" aria-label={t("image", { name: attachment.name })} onClick={open}>
        <img src={url} alt="" width={width || 240} height={height || 180} onError={() => url && setFailed(true)} />
      </button>
    );
  }
  return (
    <button type="button" class="bubble file" title={t("download", { name: attachment.name })} onClick={open}>
      <Icon name="file" />
      <span>
        <span class="file-name" dir="auto">
          {attachment.name}
        </span>
        <small>{bytes(Number(attachment.size))}</small>
      </span>
      <Icon name="download" />
    </button>
  );
}

export type Receipt = "sent" | "delivered" | "read";
const RECEIPT_ICONS: Record<Receipt, IconName> = { sent: "check", delivered: "checks", read: "checks" };

/** How far a message of the visitor has come: in words below the newest, as a sign and for screen readers below the others. */
export function ReceiptMark({ receipt, words }: { readonly receipt: Receipt; readonly words: boolean }) {
  const { t } = useI18n();
  return (
    <span class={`receipt ${receipt}`}>
      <Icon name={RECEIPT_ICONS[receipt]} />
      {words ? t(receipt) : <Hidden>{t(receipt)}</Hidden>}
    </span>
  );
}

interface UnsentProps {
  readonly outgoing: Outgoing;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** A message that the server does not have yet. */
export function Unsent({ outgoing, onRetry, onDiscard }: UnsentProps) {
  const { t, bytes } = useI18n();
  const { file, state } = outgoing;
  return (
    <li class={`row mine first last unsent ${state}`}>
      <div class="stack">
        {file ? (
          <span class="bubble file">
            <Icon name="file" />
            <span>
              <span class="file-name" dir="auto">
                {file.name}
              </span>
              <small>{bytes(file.size)}</small>
              {state !== "failed" && <progress aria-label={t("uploading", { name: file.name })} max={1} value={file.progress} />}
            </span>
          </span>
        ) : (
          <span class="bubble">
            <Text text={outgoing.text} />
          </span>
        )}
        <span class="meta">
          <Icon name={state === "failed" ? "warn" : "clock"} />
          {t(state === "failed" ? "failed" : state === "waiting" ? "notSent" : "sending")}
          {state === "failed" && outgoing.error && <span class="reason">: {outgoing.error.fields[0]?.description ?? outgoing.error.message}</span>}
          {state !== "sending" && (
            <button type="button" class="link" onClick={onRetry}>
              {t("retry")}
            </button>
          )}
          {state === "failed" && (
            <button type="button" class="link" onClick={onDiscard}>
              {t("discard")}
            </button>
          )}
        </span>
      </div>
    </li>
  );
}
